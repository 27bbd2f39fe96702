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
