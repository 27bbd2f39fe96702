# The respondent's form
language-label = Idioma
skip-to-questions = Ir a las preguntas
progress = { $position } de { $total }
next = Siguiente
back = Atrás
send = Enviar mis respuestas
start = Empezar
optional = opcional
all-optional = Puede dejar en blanco cualquier pregunta de esta página.
choose-any = Elija todas las que correspondan.
choose-between = Elija de { $min } a { $max } respuestas.
choose-at-least = Elija al menos { $min ->
    [one] { $min } respuesta
   *[other] { $min } respuestas
}.
choose-up-to = Elija como máximo { $max ->
    [one] { $max } respuesta
   *[other] { $max } respuestas
}.
rank-hint = { $max ->
    [one] Ponga el número 1 a su primera elección.
   *[other] Numere sus elecciones del 1 (la primera) al { $max }. Puede numerar menos.
}
allocation-hint = Las cantidades deben sumar { $total }.
allocation-sum = Suma
allocation-of-total = { $sum } de { $total }
allocation-announced = Suma: { $sum } de { $total }
not-ranked = –
nothing-chosen = Sin respuesta
specify = Especifique, por favor
clear-answer = Borrar mi respuesta
new-questions = { $count ->
    [one] Sus respuestas llevan a una pregunta más en esta página. Está señalada abajo.
   *[other] Sus respuestas llevan a { $count } preguntas más en esta página. Están señaladas abajo.
}
summary-title = { $count ->
    [one] Conviene revisar una respuesta
   *[other] Conviene revisar { $count } respuestas
}
error-prefix = Por revisar:
saved = Guardado
not-saved = Aún no se ha guardado, se volverá a intentar
revealed = Ha aparecido una pregunta más:
elsewhere-title = Continuar más tarde o en otro dispositivo
elsewhere-hint = Abra este enlace para seguir donde se quedó. Es solo suyo: quien lo tenga verá sus respuestas.
elsewhere-label = Su enlace personal

# What is wrong with an answer, and what to do
problem-required = Elija una respuesta
problem-required-text = Escriba una respuesta
problem-required-number = Escriba un número
problem-required-or = Elija una respuesta, o bien «{ $option }»
problem-required-multiple = Elija al menos una respuesta
problem-required-row = Elija una respuesta para «{ $row }»
problem-unknown-item = Esta respuesta no corresponde a ninguna pregunta de esta encuesta. Quítela
problem-unknown-code = Elija una de las respuestas de la lista
problem-number = Escriba un número en cifras, por ejemplo { $example }
problem-date = Escriba la fecha como año-mes-día, por ejemplo { $example }
problem-rank = Use cada número una sola vez
problem-value = Esta respuesta no tiene la forma que pide la pregunta
problem-decimals = { $decimals ->
    [0] Escriba un número entero
    [one] Use como máximo { $decimals } cifra decimal
   *[other] Use como máximo { $decimals } cifras decimales
}
problem-min = Escriba { $min } o más
problem-max = Escriba { $max } o menos
problem-min-ticked = { $min ->
    [one] Elija al menos { $min } respuesta
   *[other] Elija al menos { $min } respuestas
}
problem-max-ticked = { $max ->
    [one] Elija como máximo { $max } respuesta
   *[other] Elija como máximo { $max } respuestas
}
problem-min-date = Escriba el { $min } o una fecha posterior
problem-max-date = Escriba el { $max } o una fecha anterior
problem-max-ranked = Numere como máximo { $max }
problem-exclusive = Elija solo «{ $option }» o desmárquela
problem-email = Escriba una dirección de correo electrónico, como name@example.org
problem-url = Escriba una dirección web, como https://example.org
problem-pattern = Escriba la respuesta en la forma que pide la pregunta
problem-max-length = Acorte el texto a { $max } caracteres o menos; ahora tiene { $found }
problem-total = Las cantidades deben sumar { $total }; suman { $sum }
problem-consent = Para participar hay que marcar esta casilla

# The first page
intro-minutes = Aproximadamente { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}
intro-items = hasta { $items ->
    [one] { $items } pregunta
   *[other] { $items } preguntas
}
intro-saved = Sus respuestas se guardan a medida que las da, así que puede parar y volver.
intro-kept = Un cuestionario sin terminar se conserva durante { $days ->
    [one] { $days } día
   *[other] { $days } días
}.
intro-kept-until-close = Un cuestionario sin terminar se conserva hasta que se cierre la encuesta.
intro-used = Si se detiene antes del final, las respuestas que haya dado podrán contarse igualmente.
intro-not-used = Si se detiene antes del final, sus respuestas no se cuentan.
intro-kept-title = Qué ocurre con sus respuestas
consent-title = Su consentimiento
consent-required = Necesario para participar
decline = No quiero participar
refused-title = Ha decidido no participar
refused-text = No se ha guardado nada sobre usted. Solo contamos que alguien lo ha decidido así.
refused-back = Volver a la primera página
gone-title = Su cuestionario no se pudo abrir en este navegador.
gone-text = Si acaba de pulsar «Empezar», su navegador no ha guardado la cookie que conserva su lugar: permita las cookies de este sitio y pulse «Empezar» otra vez. Si ya había respondido a algunas preguntas, están guardadas: abra su enlace personal para continuar con ellas.
intro-controller = Responsable
intro-contact = Contacto
intro-purpose = Finalidad
intro-legal-ground = Base jurídica
intro-recipient = Quién las ve
intro-transfers = Se envían a otros países
intro-publication = Se publica
intro-closes = Abierta hasta el { $when }.

# The last page
receipt-title = Sus respuestas han llegado
receipt-thanks = Gracias por participar.
receipt-code = Comprobante
receipt-keep = Conserve este código. Demuestra que sus respuestas se guardaron y sirve para preguntar por ellas.
receipt-link = Enlace a este comprobante
receipt-sent = Lo que ha enviado
receipt-at = Enviado: { $when }
no-answer = Sin respuesta
screened-title = Eso es todo lo que necesitamos preguntar
screened-text = Gracias. Las demás preguntas son para personas en otra situación, por lo que su cuestionario termina aquí.
quota-title = Gracias por su interés
quota-text = Ya hemos recibido suficientes respuestas de su grupo.
closed-title = Esta encuesta está cerrada
closed-text = Ya no admite respuestas. Gracias por su interés.
closed-meanwhile = Se cerró antes de que usted llegara al final. Las respuestas guardadas hasta entonces se conservan; ya no se puede añadir nada.
not-open-title = Esta encuesta aún no está abierta
not-open-text = Vuelva más tarde, por favor.
not-open-until = Se abre el { $when }.

# Around the form
landing-title = Encuestas abiertas
landing-nothing = En este momento no hay ninguna encuesta abierta.
landing-take = Participar
not-found-title = Página no encontrada
not-found-text = No hay ninguna página en esta dirección. Compruebe el enlace que recibió.
busy-title = En este momento estamos muy ocupados
busy-text = Sus respuestas no se han podido guardar ahora mismo. Lo que ha escrito sigue en esta página: pulse «Volver a intentarlo» dentro de un momento.
limit-title = Demasiadas solicitudes
limit-text = Han llegado demasiadas solicitudes desde su dispositivo. Lo que ha escrito sigue en esta página: espere un minuto y pulse «Volver a intentarlo».
too-large-title = Es demasiado largo
too-large-text = La página enviada es mayor de lo que podemos recibir. Vuelva atrás y acorte sus textos.
failure-title = Algo ha fallado por nuestra parte
failure-text = Lo que había enviado antes está guardado. Inténtelo de nuevo, por favor.
failure-reference = Si vuelve a ocurrir, indíquenos este número: { $reference }
try-again = Volver a intentarlo
preview-note = Vista previa: nada de lo que escriba aquí se guarda.
synthetic-note = Demostración con respuestas sintéticas.
