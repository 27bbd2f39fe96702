# The respondent's form
language-label = Idioma
skip-to-questions = Ir para as perguntas
progress = { $position } de { $total }
next = Avançar
back = Voltar
send = Enviar minhas respostas
start = Começar
optional = opcional
all-optional = Você pode deixar em branco qualquer pergunta desta página.
choose-any = Escolha todas as que se aplicam.
choose-between = Escolha de { $min } a { $max } respostas.
choose-at-least = Escolha pelo menos { $min ->
    [one] { $min } resposta
   *[other] { $min } respostas
}.
choose-up-to = Escolha no máximo { $max ->
    [one] { $max } resposta
   *[other] { $max } respostas
}.
rank-hint = { $max ->
    [one] Dê o número 1 à sua primeira escolha.
   *[other] Numere suas escolhas de 1 (a primeira) a { $max }. Você pode numerar menos.
}
allocation-hint = Os valores devem somar { $total }.
allocation-sum = Soma
allocation-of-total = { $sum } de { $total }
allocation-announced = Soma: { $sum } de { $total }
not-ranked = –
nothing-chosen = Sem resposta
specify = Especifique, por favor
clear-answer = Apagar minha resposta
new-questions = { $count ->
    [one] Suas respostas levam a mais uma pergunta nesta página. Ela está destacada abaixo.
   *[other] Suas respostas levam a mais { $count } perguntas nesta página. Elas estão destacadas abaixo.
}
summary-title = { $count ->
    [one] Uma resposta precisa ser revista
   *[other] { $count } respostas precisam ser revistas
}
error-prefix = A rever:
saved = Salvo
not-saved = Ainda não foi salvo; nova tentativa em andamento
revealed = Apareceu mais uma pergunta:
elsewhere-title = Continuar mais tarde ou em outro dispositivo
elsewhere-hint = Abra este link para continuar de onde parou. Ele é só seu: quem o tiver verá suas respostas.
elsewhere-label = Seu link pessoal

# What is wrong with an answer, and what to do
problem-required = Escolha uma resposta
problem-required-text = Escreva uma resposta
problem-required-number = Escreva um número
problem-required-or = Escolha uma resposta, ou “{ $option }”
problem-required-multiple = Escolha pelo menos uma resposta
problem-required-row = Escolha uma resposta para “{ $row }”
problem-unknown-item = Esta resposta não pertence a nenhuma pergunta desta pesquisa. Retire-a
problem-unknown-code = Escolha uma das respostas da lista
problem-number = Escreva um número em algarismos, por exemplo { $example }
problem-date = Escreva a data como ano-mês-dia, por exemplo { $example }
problem-rank = Use cada número apenas uma vez
problem-value = Esta resposta não tem a forma que a pergunta pede
problem-decimals = { $decimals ->
    [0] Escreva um número inteiro
    [one] Use no máximo { $decimals } casa decimal
   *[other] Use no máximo { $decimals } casas decimais
}
problem-min = Escreva { $min } ou mais
problem-max = Escreva { $max } ou menos
problem-min-ticked = { $min ->
    [one] Escolha pelo menos { $min } resposta
   *[other] Escolha pelo menos { $min } respostas
}
problem-max-ticked = { $max ->
    [one] Escolha no máximo { $max } resposta
   *[other] Escolha no máximo { $max } respostas
}
problem-min-date = Escreva { $min } ou uma data posterior
problem-max-date = Escreva { $max } ou uma data anterior
problem-max-ranked = Numere no máximo { $max }
problem-exclusive = Escolha somente “{ $option }” ou desmarque essa resposta
problem-email = Escreva um endereço de e-mail, como name@example.org
problem-url = Escreva um endereço da web, como https://example.org
problem-pattern = Escreva a resposta na forma que a pergunta pede
problem-max-length = Reduza o texto a no máximo { $max } caracteres; ele tem { $found }
problem-total = Os valores devem somar { $total }; somam { $sum }
problem-consent = Para participar, é preciso assinalar esta caixa

# The first page
intro-minutes = Cerca de { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}
intro-items = até { $items ->
    [one] { $items } pergunta
   *[other] { $items } perguntas
}
intro-saved = Suas respostas são salvas à medida que você responde; assim, você pode parar e voltar depois.
intro-kept = Um questionário não concluído é guardado por { $days ->
    [one] { $days } dia
   *[other] { $days } dias
}.
intro-kept-until-close = Um questionário não concluído é guardado até o encerramento da pesquisa.
intro-used = Se você parar antes do fim, as respostas já dadas ainda poderão ser contadas.
intro-not-used = Se você parar antes do fim, suas respostas não serão contadas.
intro-kept-title = O que acontece com suas respostas
consent-title = O seu consentimento
consent-required = Necessário para participar
decline = Não quero participar
refused-title = Decidiu não participar
refused-text = Nada sobre si foi guardado. Contamos apenas que alguém decidiu assim.
refused-back = Voltar à primeira página
gone-title = Não foi possível abrir seu questionário neste navegador.
gone-text = Se você acabou de clicar em “Começar”, seu navegador não guardou o cookie que marca seu lugar: permita os cookies deste site e clique em “Começar” de novo. Se você já tinha respondido a perguntas, as respostas estão salvas: abra seu link pessoal para continuar com elas.
intro-controller = Responsável
intro-contact = Contato
intro-purpose = Finalidade
intro-legal-ground = Base legal
intro-recipient = Quem as vê
intro-transfers = Enviadas a outros países
intro-publication = Publicação
intro-closes = Aberta até { $when }.

# The last page
receipt-title = Suas respostas chegaram
receipt-thanks = Agradecemos sua participação.
receipt-code = Comprovante
receipt-keep = Guarde este código. Ele comprova que suas respostas foram salvas e permite perguntar sobre elas.
receipt-link = Link para este comprovante
receipt-sent = O que você enviou
receipt-at = Enviado: { $when }
no-answer = Sem resposta
screened-title = Isso é tudo o que precisamos perguntar
screened-text = Obrigado. As outras perguntas são para pessoas em outra situação; por isso, seu questionário termina aqui.
quota-title = Agradecemos seu interesse
quota-text = Já recebemos respostas suficientes do seu grupo.
closed-title = Esta pesquisa está encerrada
closed-text = Ela não recebe mais respostas. Agradecemos seu interesse.
closed-meanwhile = Ela foi encerrada antes que você chegasse ao fim. As respostas salvas até então são mantidas; nada mais pode ser acrescentado.
not-open-title = Esta pesquisa ainda não está aberta
not-open-text = Volte mais tarde, por favor.
not-open-until = Abertura: { $when }.

# Around the form
landing-title = Pesquisas abertas
landing-nothing = Nenhuma pesquisa está aberta no momento.
landing-take = Participar
not-found-title = Página não encontrada
not-found-text = Não há nenhuma página neste endereço. Verifique o link que você recebeu.
busy-title = Estamos muito ocupados no momento
busy-text = Não foi possível salvar suas respostas agora. O que você escreveu continua nesta página: clique em “Tentar de novo” daqui a pouco.
limit-title = Solicitações demais
limit-text = Chegaram solicitações demais do seu dispositivo. O que você escreveu continua nesta página: espere um minuto e clique em “Tentar de novo”.
too-large-title = Isso é longo demais
too-large-text = A página enviada é maior do que podemos receber. Volte e reduza seus textos.
failure-title = Algo deu errado do nosso lado
failure-text = O que você tinha enviado antes está salvo. Tente de novo, por favor.
failure-reference = Se acontecer novamente, informe-nos este número: { $reference }
try-again = Tentar de novo
preview-note = Prévia: nada do que você escrever aqui será guardado.
synthetic-note = Demonstração com respostas sintéticas.

# A report: its page
report-skip = Ir para o relatório
report-contents = Conteúdo
report-trends = Ao longo das vagas
report-published = Publicado e calculado
report-method = Método
report-show-table = Mostrar a tabela
report-wave = Vaga { $wave }
report-question = Pergunta
report-colophon = Relatório { $report }, versão do questionário { $version }.
report-colophon-data = Dados { $watermark }.
report-colophon-computed = Cada número acima é calculado a partir das respostas; nenhum é digitado.
report-responses = { $count ->
    [one] { $count } resposta
   *[other] { $count } respostas
}

# A report: the statement of method
method-not-stated = Não indicado.
method-synthetic = Dados sintéticos
method-sponsor = Patrocinador
method-conducted-by = Realizado por
method-population = População
method-population-size = São { $size }.
method-sample = Amostra
method-sample-opt-in = Autosselecionada: respondeu quem veio e quis, pelo que nenhuma probabilidade de seleção é conhecida.
method-sample-probability = Sorteada ao acaso com probabilidades conhecidas.
method-sample-census = Toda a população foi inquirida.
method-sample-panel = Membros de um painel, ao qual aderiram por si.
method-sample-mixed = Obtida de várias maneiras.
method-sample-unknown = Não é indicado como a amostra foi obtida.
method-frame = Base de amostragem: { $frame }
method-recruitment = Recrutamento
method-by-source = Entrevistas por origem:
method-source-screened = Aqueles para quem { $rule } se verifica foram excluídos.
method-mode = Modo
method-mode-web = Questionário na web, preenchido pelos próprios respondentes.
method-languages = Línguas
method-dates = Datas
method-dates-schedule = De { $opens } a { $closes } ({ $zone }).
method-dates-answers = A primeira entrevista começou em { $first }, a última foi enviada em { $last } (UTC).
method-interviews = Entrevistas
method-begun = Entrevistas iniciadas: { $count }
method-complete = Completas (AAPOR 1.1): { $count }
method-partial = Parciais, utilizáveis (AAPOR 1.2): { $count }
method-break-off = Interrompidas (AAPOR 2.12): { $count }
method-screened-out = Excluídas por filtro (AAPOR 4): { $count }
method-quota-full = Quota preenchida (AAPOR 4.8): { $count }
method-completion-rate = Taxa de conclusão: { $rate } (completas, de todas as iniciadas que não foram excluídas nem excederam uma quota: { $complete } de { $eligible }).
method-partial-rule = Uma entrevista inacabada é utilizável onde { $rule } se verifica.
method-no-response-rate = Não se pode dar uma taxa de resposta: não se sabe quantas pessoas foram alcançadas.
method-census-rate = Taxa de resposta: { $rate } (entrevistas completas e parciais utilizáveis, de uma população de { $size }).
method-universe = De quem são as respostas
method-universe-complete = Todas as entrevistas completas: { $count }.
method-universe-usable = Todas as entrevistas completas e parciais utilizáveis: { $count }.
method-universe-where = Aquelas em que { $condition }: { $count }.
method-questions = Perguntas
method-asked-everyone = Perguntada a todos.
method-asked-where = Perguntada àqueles para quem { $condition }.
method-rows = Linhas: { $rows }
method-answers = Respostas: { $answers }
method-weights = Ponderações
method-no-weights = O relatório não declara ponderações.
method-weight-given = { $weight }: o número { $number } dos dados.
method-weight-raked = { $weight }: raking para { $targets }.
method-weight-cells = { $weight }: pós-estratificada para { $targets }.
method-weight-start = Partem de { $number }.
method-weight-own-category = Quem não respondeu é uma categoria própria, cuja parte se mantém.
method-weight-leave-out = Quem não respondeu não tem peso.
method-of-mean = média
method-of-median = mediana
method-weight-trim-between = Aparadas entre { $min } e { $max } vezes a sua { $of }.
method-weight-trim-min = Aparadas a pelo menos { $min } vezes a sua { $of }.
method-weight-trim-max = Aparadas a no máximo { $max } vezes a sua { $of }.
method-weight-source = Fonte dos objetivos: { $source }
method-quality = Qualidade
method-no-rules = O questionário não declara regras de qualidade e nenhuma entrevista foi retirada.
method-rules-flag = As regras assinalam entrevistas; nenhuma as retira. Um relatório só omite o que está assinalado onde o seu universo ou um filtro o diz.
method-speeders = Demasiado rápidas ({ $rule }): { $count } assinaladas.
method-straightlining = Respostas em linha reta ({ $rule }): { $count } assinaladas.
method-inattention = Falta de atenção ({ $rule }): { $count } assinaladas.
method-precision = Precisão
method-no-answers = Não há respostas.
method-margin = Margem de erro de uma proporção de todos os { $count } a { $level }: no máximo ± { $points } pontos.
method-convention = Se esta fosse uma amostra aleatória simples, uma proporção de todos os { $count } estaria dentro de ± { $points } pontos a { $level }. Não o é, pelo que isto é uma convenção e não uma margem de erro.
method-groups = As bases dos grupos são menores e constam de cada tabela.
method-variance-simple = Erros padrão, intervalos e testes não têm em conta as ponderações.
method-variance-kish = Erros padrão, intervalos e testes têm em conta as ponderações pela base efetiva de Kish.
method-variance-design = Erros padrão, intervalos e testes são linearizados sobre estratos e unidades de amostragem.
method-variance-calibrated = Erros padrão, intervalos e testes têm em conta a calibração das ponderações.
method-variance-default = Erros padrão, intervalos e testes têm em conta as ponderações pela base efetiva de Kish, e estratos e unidades de amostragem por linearização onde uma tabela os nomeia.
method-small = Números pequenos
method-small-rule = Os números sobre menos de { $min } pessoas estão entre parênteses retos e não são testados; as bases abaixo de { $flag } estão assinaladas.
method-small-hidden = Os números sobre menos de { $hide } pessoas estão ocultos.
method-limits = Limites
method-not-random = A amostra não foi sorteada ao acaso: os resultados são de quem respondeu e podem diferir dos da população de formas que ponderações e margens não mostram.
method-several-languages = As respostas em várias línguas são contadas em conjunto.
method-wording = A redação e a ordem das perguntas, e o que as pessoas não dizem, podem influenciar os resultados de qualquer inquérito.
method-licence = Dados e licença
method-licence-is = Licença: { $licence }
method-publication = Sobre a publicação foi dito aos respondentes: { $text }
method-version = Versão do questionário { $version }.
method-watermark = Estado dos dados { $watermark }.
method-program = Calculado por canvass { $version }.

# A table: what stands below it
table-survey = { $title }, edição { $edition }.
table-survey-wave = { $title }, edição { $edition }, vaga { $wave }.
table-item-asked-everyone = { $item } foi perguntada a todos.
table-item-asked-where = { $item } foi perguntada àqueles para quem { $condition }.
table-row-asked-where = Destes, { $item } foi perguntada àqueles para quem { $condition }.
table-offered = “{ $option }” foi oferecida a { $count } dos { $asked } inquiridos.
table-made-from = { $variable }: { $label }, derivada de { $sources }.
table-universe-usable = De respostas completas e parciais.
table-universe-where = De respostas com { $condition }.
table-filter = Filtro: { $condition }.
table-common-base = Apenas quem está na base de cada uma das { $count } variáveis.
table-weighted = ponderada por { $weight } { $weighted }, efetiva { $effective } (efeito de desenho das ponderações { $effect })
table-whom-everyone = todos
table-whom-asked = inquiridos
table-whom-answered = inquiridos e com resposta
table-whom-ticked = com resposta, pelo menos uma opção escolhida
table-whom-of-multiple = { $first }; de resposta múltipla: { $second }
table-base = Base: { $count } pessoas ({ $whom }), não ponderada.
table-base-weighted = Base: { $count } pessoas ({ $whom }), não ponderada; { $weights }.
table-bases = Base de cada variável: { $range } de { $count } pessoas ({ $whom }), não ponderada.
table-bases-weighted = Base de cada variável: { $range } de { $count } pessoas ({ $whom }), não ponderada; do total, { $weights }.
table-range = { $low } a { $high }
table-up-to = até { $high }
table-list-and = { $first } e { $last }
table-list-or = { $first } ou { $last }
table-not-in-table = Fora da tabela: { $what }.
table-left-out = Excluídos: { $what }.
table-left-out-each = Excluídos de cada variável: { $what }.
table-in-base-unshown = Na base, não mostrados: { $what }.
table-chose-nothing = { $count } da base não escolheram nada.
table-gave-no-answer = { $count } da base não responderam.
table-without-weight = { $responses } sem ponderação
table-outside-bands = { $responses } fora dos intervalos de { $variable }
table-outside-definition = { $responses } fora da definição de { $variable }
table-does-not-hold = { $responses } para quem { $variable } não se verifica
reason-dont-know = { $count } não sabe
reason-refused = { $count } recusou
reason-not-applicable = { $count } não aplicável
reason-not-asked = { $count } não inquiridos
reason-skipped = { $count } sem resposta
reason-not-reached = { $count } não chegaram
reason-not-in-version = { $count } não na versão
reason-removed = { $count } removidos
table-margin = Margem de erro: ± { $points } pontos a { $level }.
table-margin-at-most = Margem de erro: no máximo ± { $points } pontos a { $level }.
table-precision = Precisão se esta fosse uma amostra aleatória simples: ± { $points } pontos a { $level }.
table-precision-at-most = Precisão se esta fosse uma amostra aleatória simples: no máximo ± { $points } pontos a { $level }.
table-mentions = Foram dadas { $count } respostas, { $each } por pessoa.
table-mentions-none = Foram dadas { $count } respostas.
table-of-responses = As percentagens são de todas as respostas dadas, não de pessoas.
table-intervals = Intervalos: { $method }, { $level }.
table-families = Não são de uma só família: { $parts }.
table-calibrated = Os erros levam em conta a que { $weight } foi ajustado (calibrados).
family-errors = erros: { $family }
family-intervals = intervalos: { $family }
family-letters = letras: { $family }
family-simple = como de uma amostra aleatória simples
family-kish = sobre bases efetivas (Kish)
family-linearised = por linearização
family-calibrated = por calibração
interval-design-wald-t = linearizado, Wald com t
interval-design-logit = linearizado, logit
interval-design-logit-glm = linearizado, logit por um modelo logístico
interval-design-beta = linearizado, Korn e Graubard
table-letters = Uma letra nomeia uma coluna que é mais baixa: { $method }; { $levels }; { $adjusted }; bases abaixo de { $min } não são testadas.
table-arrows = ▲ e ▼: mais alto e mais baixo do que todos os outros da variável: { $method }; { $levels }; { $adjusted }; bases abaixo de { $min } não são testadas.
table-two-levels = { $level } (maiúscula), { $loose } (minúscula)
adjust-none = sem ajuste pelo número de comparações
adjust-bonferroni-row = Bonferroni dentro de cada linha
adjust-bonferroni-table = Bonferroni em toda a tabela, agregados à parte
adjust-bh-row = Benjamini-Hochberg dentro de cada linha
adjust-bh-table = Benjamini-Hochberg em toda a tabela, agregados à parte
test-z-pooled = z, agrupado
test-z-pooled-overlap = z, agrupado, com a sobreposição das colunas
test-t-dimensions = t, como no SPSS Data Collection
test-quantum = t, como no Quantum
test-t-unpooled = t, não agrupado
test-design = t, linearizado pelo desenho
test-welch = t de Welch
test-pooled = t com variância comum
test-wilcoxon = postos, Wilcoxon
test-design-ranks = postos, linearizados pelo desenho
table-comparison = Foi feita 1 comparação: cerca de { $chance } apareceria por acaso.
table-comparisons = Foram feitas { $made } comparações: cerca de { $chance } apareceriam por acaso.
table-exact-intervals = Onde uma proporção é { $none } ou { $all }, o intervalo é o de Clopper e Pearson.
table-sorted-falling = Ordenado por { $column }, decrescente; empates na ordem do questionário, linhas fixas e em falta no fim.
table-sorted-rising = Ordenado por { $column }, crescente; empates na ordem do questionário, linhas fixas e em falta no fim.
table-several-answers = Eram possíveis várias respostas, pelo que as percentagens podem não somar 100.
table-may-not-add = As percentagens podem não somar 100.
table-hidden-to-protect = • Oculto para proteger os inquiridos: contagens de 1 a { $most } e aquilo de que poderiam ser deduzidas.
earlier-answered = { $responses } a uma versão anterior do questionário.
earlier-no-place-one = 1 resposta de uma versão anterior não tem lugar na mais recente e é excluída: { $what }.
earlier-no-place = { $answers } respostas de uma versão anterior não têm lugar na mais recente e são excluídas: { $what }.
earlier-by-replaces = { $item }: transportada como o que substitui para { $count }.
earlier-by-map = { $item }: transportada pela sua correspondência para { $count }.
earlier-not-in-version = { $variable }: não está na versão de { $count }.
earlier-not-offered = { $item }: “{ $option }” não foi oferecida a { $count }.

# Figures, charts and sheets of a report
table-total = Total
table-net = Agregado: { $label }
table-net-tag = AGREG.
table-top-box = { $count } de topo
table-bottom-box = { $count } de fundo
table-box-is = { $title }: { $labels }
base-line = Base
base-line-weighted = Base, ponderada
base-line-effective = Base, efetiva
base-of = Base: { $count }
base-of-weighted = Base: { $count }, ponderada { $weighted }
base-of-effective = Base: { $count }, ponderada { $weighted }, efetiva { $effective }
base-of-each = Bases: { $low } a { $high }
base-in-each-wave = Base: { $count } em cada vaga
caption-weighted = ponderado
caption-column-percent = % col.
caption-row-percent = % linha
caption-total-percent = % total
caption-index = índice
caption-se = e.p.
caption-design-effect = efeito de desenho
caption-residual = resíduo
caption-interval = intervalo
stat-n = Respostas
stat-mean = Média
stat-sd = Desvio padrão
stat-sd-population = Desvio padrão (população)
stat-se = Erro padrão da média
stat-ci = Intervalo de confiança da média
stat-min = Mínimo
stat-max = Máximo
stat-sum = Soma
stat-q25 = Quartil inferior
stat-median = Mediana
stat-q75 = Quartil superior
stat-nps = Net promoter score
stat-mean-answers = Média de respostas
stat-any = Alguma destas
stat-none = Nenhuma destas
note-brackets = [ ] Menos de { $count } pessoas: demasiado poucas para confiar.
note-brackets-effective = [ ] Menos de { $count } pessoas pela base efetiva: demasiado poucas para confiar.
note-flag = * Menos de { $count } pessoas: ler com cautela.
note-flag-effective = * Menos de { $count } pessoas pela base efetiva: ler com cautela.
note-exact = { $mark } Intervalo exato.
note-independence = Independência de { $variable }: { $found }.
note-no-test = nenhum teste é possível
note-df-two = gl { $first } e { $second }
note-df = gl { $first }
note-yates = com a correção de Yates χ² = { $statistic }, { $p }
note-fisher = teste exato de Fisher { $p }
note-cramers-v = V de Cramér = { $value }
note-expected = { $share } das frequências esperadas são inferiores a 5
note-adjusted-wald = Wald ajustado
figure-points = { $points } pontos
figure-margin = ±{ $points } pontos
chart-bar = Gráfico de barras: { $parts }. Base { $base }.
chart-bar-alone = Gráfico de barras: { $parts }.
chart-most-and-least = Mais frequente: { $most }, { $high }; menos frequente: { $least }, { $low }.
chart-most = Mais frequente: { $most }, { $high }.
chart-stacked = Gráfico de barras empilhadas. { $bars }
chart-widest-apart = Maior distância: { $answer }, de { $low } ({ $lowest }) a { $high } ({ $highest }).
chart-line = Gráfico de linhas. { $lines }
chart-higher = { $line } é mais alto em { $last } ({ $value }) do que em { $first } ({ $before }).
chart-lower = { $line } é mais baixo em { $last } ({ $value }) do que em { $first } ({ $before }).
chart-not-compared = { $first } e { $second } não são comparáveis.
chart-alternative-text = Texto alternativo
chart-footer = Rodapé
trend-interval = Intervalo
trend-change = Variação
trend-comparison = Comparação
trend-comparable = comparável
trend-with-care = com cautela
trend-broken = quebrada
trend-linear = Tendência linear: { $slope } por unidade de tempo, { $p }.
published-agree = { $agree } de { $all } números publicados resultam como publicados, com o mesmo arredondamento.
published-differ = Diferentes do publicado: { $count }.
published-known = Não alcançáveis, pela razão indicada junto de cada um: { $count }.
published-that-differ = Os que não coincidem
published-that-agree = Os que coincidem
published-show-agreeing = Mostrar os que coincidem ({ $count })
published-published = Publicado
published-computed = Calculado
published-agrees = coincide
published-known-to-differ = diferença conhecida
published-differs = difere
sheet-contents = Conteúdo
sheet-figures = Números
sheet-figures-title = Os números citados no relatório, junto dos valores publicados
sheet-trends = Tendências
sheet-trends-title = Proporções e médias ao longo das vagas
sheet-tests = Testes
sheet-tests-title = Cada comparação entre colunas e testes de independência
sheet-method = Método
sheet-method-title = Como o inquérito foi feito
sheet-sheet = Folha
sheet-table = Tabela
sheet-row = Linha
sheet-column = Coluna
sheet-compared-with = Comparada com
sheet-banner = Cabeçalho
sheet-difference = Diferença
sheet-statistic = Estatística
sheet-df = Graus de liberdade
sheet-df-second = Graus de liberdade, segundos
sheet-p-adjusted = p, ajustado
sheet-independence = Independência
sheet-test-method = Método
sheet-cramers-v = V de Cramér
sheet-expected = Frequências esperadas inferiores a 5
sheet-figure = Número
sheet-kind = Tipo
sheet-value = Valor
sheet-as-shown = Como mostrado
sheet-effective-base = Base efetiva
sheet-standard-error = Erro padrão
sheet-low = Inferior
sheet-high = Superior
sheet-agrees = Coincide
sheet-yes = sim
sheet-no = não
sheet-why-it-differs = Porque difere

# Conditions in words
cond-is = { $what } é { $values }
cond-is-not = { $what } não é { $values }
cond-equals = { $what } é igual a { $other }
cond-differs = { $what } é diferente de { $other }
cond-below = { $what } é inferior a { $other }
cond-at-most = { $what } é no máximo { $other }
cond-above = { $what } é superior a { $other }
cond-at-least = { $what } é no mínimo { $other }
cond-and = { $first }, e { $second }
cond-or = { $first } ou { $second }
cond-not = não ({ $what })
cond-not-flagged = não { $what }
cond-includes = { $what } inclui { $answer }
cond-not-includes = { $what } não inclui { $answer }
cond-answered = { $what } foi respondida
cond-not-answered = { $what } não foi respondida
cond-asked = { $what } foi perguntada
cond-not-asked = { $what } não foi perguntada
cond-size = o número de respostas a { $what }
cond-rank = o lugar de { $answer } em { $what }
cond-smallest = o menor de { $list }
cond-largest = o maior de { $list }
cond-sum = a soma de { $list }
cond-years = os anos completos de { $from } a { $to }
cond-rounded = { $what }, arredondado,
cond-unknown = desconhecido
cond-true = verdadeiro
cond-false = falso
cond-consent-given = o consentimento { $what } foi dado
cond-consent-not-given = o consentimento { $what } não foi dado
cond-arm = o braço { $arm }
cond-derived = variável derivada { $number }
cond-extra = coluna adicional { $number }
quality-speeder-rule = tempo por pergunta inferior a { $share } da mediana da mesma língua e classe de dispositivo
quality-straightline-rule = a mesma resposta em todas as linhas de { $grids }
given-wave = a vaga
given-wave-opened = o dia de abertura da vaga
given-today = o dia da entrevista
given-source = a fonte
given-language = a língua
given-disposition = o estado final
given-speeder = assinalado como demasiado rápido
given-straightlining = assinalado por respostas em linha reta
given-inattention = assinalado por falta de atenção
given-removed = removido
given-started = o dia de início
given-submitted = o dia de envio
given-minutes = os minutos gastos
given-device = o dispositivo
given-version = a versão

# Labels of what is known of a response without a question
quoted = “{ $text }”
label-arm = Braço { $arm }
label-speeder = Demasiado rápida
label-straightlining = Respostas em linha reta
label-inattention = Falta de atenção
label-wave = Vaga
label-wave-opened = Dia de abertura da vaga
label-today = Dia da entrevista
label-source = Fonte
label-language = Língua
label-disposition = Estado final
label-removed = Removida
label-started = Dia de início
label-submitted = Dia de envio
label-minutes = Minutos gastos
label-device = Dispositivo
label-version = Versão
table-quantile = Quantil { $percent }
label-given = Dado
label-not-given = Não dado
label-flagged = Assinalada
label-not-flagged = Não assinalada
label-not-removed = Não removida
