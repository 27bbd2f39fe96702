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
