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

# A report: its page
report-skip = Ir al informe
report-contents = Contenido
report-trends = A lo largo de las oleadas
report-published = Publicado y calculado
report-method = Método
report-show-table = Mostrar la tabla
report-wave = Oleada { $wave }
report-question = Pregunta
report-colophon = Informe { $report }, versión del cuestionario { $version }.
report-colophon-data = Datos { $watermark }.
report-colophon-computed = Cada cifra anterior se calcula a partir de las respuestas; ninguna está escrita a mano.
report-responses = { $count ->
    [one] { $count } respuesta
   *[other] { $count } respuestas
}

# A report: the statement of method
method-not-stated = No consta.
method-synthetic = Datos sintéticos
method-sponsor = Patrocinador
method-conducted-by = Realizado por
method-population = Población
method-population-size = Son { $size }.
method-sample = Muestra
method-sample-opt-in = Autoseleccionada: respondió quien llegó y quiso, así que no se conoce ninguna probabilidad de selección.
method-sample-probability = Extraída al azar con probabilidades conocidas.
method-sample-census = Se preguntó a toda la población.
method-sample-panel = Miembros de un panel al que se unieron por sí mismos.
method-sample-mixed = Extraída de varias maneras.
method-sample-unknown = No consta cómo se extrajo la muestra.
method-frame = Marco: { $frame }
method-recruitment = Captación
method-by-source = Entrevistas por origen:
method-source-screened = Quienes cumplen { $rule } fueron descartados.
method-mode = Modo
method-mode-web = Cuestionario en la web, rellenado por las propias personas encuestadas.
method-languages = Idiomas
method-dates = Fechas
method-dates-schedule = Del { $opens } al { $closes } ({ $zone }).
method-dates-answers = La primera entrevista empezó el { $first }, la última se envió el { $last } (UTC).
method-interviews = Entrevistas
method-begun = Entrevistas iniciadas: { $count }
method-complete = Completas (AAPOR 1.1): { $count }
method-partial = Parciales, utilizables (AAPOR 1.2): { $count }
method-break-off = Interrumpidas (AAPOR 2.12): { $count }
method-screened-out = Descartadas por filtro (AAPOR 4): { $count }
method-quota-full = Cuota completa (AAPOR 4.8): { $count }
method-completion-rate = Tasa de finalización: { $rate } (completas, de todas las iniciadas que no se descartaron ni excedieron una cuota: { $complete } de { $eligible }).
method-partial-rule = Una entrevista sin terminar es utilizable donde se cumple { $rule }.
method-no-response-rate = No puede darse una tasa de respuesta: no se sabe a cuántas personas se llegó.
method-census-rate = Tasa de respuesta: { $rate } (entrevistas completas y parciales utilizables, de una población de { $size }).
method-universe = De quién son las respuestas
method-universe-complete = Todas las entrevistas completas: { $count }.
method-universe-usable = Todas las entrevistas completas y parciales utilizables: { $count }.
method-universe-where = Aquellas en que { $condition }: { $count }.
method-questions = Preguntas
method-asked-everyone = Se preguntó a todos.
method-asked-where = Se preguntó a aquellos para quienes { $condition }.
method-rows = Filas: { $rows }
method-answers = Respuestas: { $answers }
method-weights = Ponderaciones
method-no-weights = El informe no declara ponderaciones.
method-weight-given = { $weight }: el número { $number } de los datos.
method-weight-raked = { $weight }: raking a { $targets }.
method-weight-cells = { $weight }: postestratificada a { $targets }.
method-weight-start = Parten de { $number }.
method-weight-own-category = Quien no respondió es una categoría propia, cuya proporción se mantiene.
method-weight-leave-out = Quien no respondió no tiene peso.
method-of-mean = media
method-of-median = mediana
method-weight-trim-between = Recortadas entre { $min } y { $max } veces su { $of }.
method-weight-trim-min = Recortadas a un mínimo de { $min } veces su { $of }.
method-weight-trim-max = Recortadas a un máximo de { $max } veces su { $of }.
method-weight-source = Fuente de los objetivos: { $source }
method-quality = Calidad
method-no-rules = El cuestionario no declara reglas de calidad y no se retiró ninguna entrevista.
method-rules-flag = Las reglas señalan entrevistas; ninguna las retira. Un informe omite lo señalado solo donde su universo o un filtro lo dicen.
method-speeders = Demasiado rápidas ({ $rule }): { $count } señaladas.
method-straightlining = Respuestas en línea recta ({ $rule }): { $count } señaladas.
method-inattention = Falta de atención ({ $rule }): { $count } señaladas.
method-precision = Precisión
method-no-answers = No hay respuestas.
method-margin = Margen de error de una proporción de los { $count } al { $level }: como mucho ± { $points } puntos.
method-convention = Si fuera una muestra aleatoria simple, una proporción de los { $count } estaría dentro de ± { $points } puntos al { $level }. No lo es, así que esto es una convención y no un margen de error.
method-groups = Las bases de los grupos son menores y figuran con cada tabla.
method-variance-simple = Errores estándar, intervalos y pruebas no tienen en cuenta las ponderaciones.
method-variance-kish = Errores estándar, intervalos y pruebas tienen en cuenta las ponderaciones por la base efectiva de Kish.
method-variance-design = Errores estándar, intervalos y pruebas se linealizan sobre estratos y unidades de muestreo.
method-variance-calibrated = Errores estándar, intervalos y pruebas tienen en cuenta la calibración de las ponderaciones.
method-variance-default = Errores estándar, intervalos y pruebas tienen en cuenta las ponderaciones por la base efectiva de Kish, y los estratos y unidades de muestreo por linealización donde una tabla los nombra.
method-small = Números pequeños
method-small-rule = Las cifras sobre menos de { $min } personas van entre corchetes y no se prueban; las bases inferiores a { $flag } van marcadas.
method-small-hidden = Las cifras sobre menos de { $hide } personas están ocultas.
method-limits = Límites
method-not-random = La muestra no se extrajo al azar: los resultados son de quienes respondieron y pueden diferir de los de la población de formas que ponderaciones y márgenes no muestran.
method-several-languages = Las respuestas en varios idiomas se cuentan juntas.
method-wording = La redacción y el orden de las preguntas, y lo que la gente no dice, pueden influir en los resultados de toda encuesta.
method-licence = Datos y licencia
method-licence-is = Licencia: { $licence }
method-publication = Sobre la publicación se dijo a las personas encuestadas: { $text }
method-version = Versión del cuestionario { $version }.
method-watermark = Estado de los datos { $watermark }.
method-program = Calculado por canvass { $version }.
