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

# A table: what stands below it
table-survey = { $title }, edición { $edition }.
table-survey-wave = { $title }, edición { $edition }, oleada { $wave }.
table-item-asked-everyone = { $item } se preguntó a todos.
table-item-asked-where = { $item } se preguntó a aquellos para quienes { $condition }.
table-row-asked-where = De ellos, { $item } se preguntó a aquellos para quienes { $condition }.
table-offered = «{ $option }» se ofreció a { $count } de los { $asked } preguntados.
table-made-from = { $variable }: { $label }, derivada de { $sources }.
table-universe-usable = De respuestas completas y parciales.
table-universe-where = De respuestas con { $condition }.
table-filter = Filtro: { $condition }.
table-common-base = Solo quienes están en la base de cada una de las { $count } variables.
table-weighted = ponderada por { $weight } { $weighted }, efectiva { $effective } (efecto de diseño de las ponderaciones { $effect })
table-whom-everyone = todos
table-whom-asked = preguntados
table-whom-answered = preguntados y con respuesta
table-whom-ticked = con respuesta, al menos una opción elegida
table-whom-of-multiple = { $first }; de respuesta múltiple: { $second }
table-base = Base: { $count } personas ({ $whom }), sin ponderar.
table-base-weighted = Base: { $count } personas ({ $whom }), sin ponderar; { $weights }.
table-bases = Base de cada variable: { $range } de { $count } personas ({ $whom }), sin ponderar.
table-bases-weighted = Base de cada variable: { $range } de { $count } personas ({ $whom }), sin ponderar; del total, { $weights }.
table-range = { $low } a { $high }
table-up-to = hasta { $high }
table-list-and = { $first } y { $last }
table-list-or = { $first } o { $last }
table-not-in-table = No están en la tabla: { $what }.
table-left-out = Excluidos: { $what }.
table-left-out-each = Excluidos de cada variable: { $what }.
table-in-base-unshown = En la base, sin mostrar: { $what }.
table-chose-nothing = { $count } de la base no eligieron nada.
table-gave-no-answer = { $count } de la base no respondieron.
table-without-weight = { $responses } sin ponderación
table-outside-bands = { $responses } fuera de los tramos de { $variable }
table-outside-definition = { $responses } fuera de la definición de { $variable }
table-does-not-hold = { $responses } para quienes no se cumple { $variable }
reason-dont-know = { $count } no sabe
reason-refused = { $count } no contesta
reason-not-applicable = { $count } no aplicable
reason-not-asked = { $count } no preguntados
reason-skipped = { $count } sin responder
reason-not-reached = { $count } no llegaron
reason-not-in-version = { $count } no en la versión
reason-removed = { $count } retirados
table-margin = Margen de error: ± { $points } puntos al { $level }.
table-margin-at-most = Margen de error: como mucho ± { $points } puntos al { $level }.
table-precision = Precisión si fuera una muestra aleatoria simple: ± { $points } puntos al { $level }.
table-precision-at-most = Precisión si fuera una muestra aleatoria simple: como mucho ± { $points } puntos al { $level }.
table-mentions = Se dieron { $count } respuestas, { $each } por persona.
table-mentions-none = Se dieron { $count } respuestas.
table-of-responses = Los porcentajes son de todas las respuestas dadas, no de personas.
table-intervals = Intervalos: { $method }, { $level }.
table-families = No son de una sola familia: { $parts }.
table-calibrated = Los errores tienen en cuenta a qué se ajustó { $weight } (calibrados).
family-errors = errores: { $family }
family-intervals = intervalos: { $family }
family-letters = letras: { $family }
family-simple = como de una muestra aleatoria simple
family-kish = sobre bases efectivas (Kish)
family-linearised = por linealización
family-calibrated = por calibración
interval-design-wald-t = linealizado, Wald con t
interval-design-logit = linealizado, logit
interval-design-logit-glm = linealizado, logit por un modelo logístico
interval-design-beta = linealizado, Korn y Graubard
table-letters = Una letra nombra una columna que es más baja: { $method }; { $levels }; { $adjusted }; las bases inferiores a { $min } no se prueban.
table-arrows = ▲ y ▼: más alto y más bajo que todos los demás de la variable: { $method }; { $levels }; { $adjusted }; las bases inferiores a { $min } no se prueban.
table-two-levels = { $level } (mayúscula), { $loose } (minúscula)
adjust-none = sin ajustar por el número de comparaciones
adjust-bonferroni-row = Bonferroni dentro de cada fila
adjust-bonferroni-table = Bonferroni en toda la tabla, los netos aparte
adjust-bh-row = Benjamini-Hochberg dentro de cada fila
adjust-bh-table = Benjamini-Hochberg en toda la tabla, los netos aparte
test-z-pooled = z, agrupada
test-z-pooled-overlap = z, agrupada, con el solapamiento de columnas
test-t-dimensions = t, como en SPSS Data Collection
test-quantum = t, como en Quantum
test-t-unpooled = t, sin agrupar
test-design = t, linealizada por el diseño
test-welch = t de Welch
test-pooled = t con varianza común
test-wilcoxon = rangos, Wilcoxon
test-design-ranks = rangos, linealizados por el diseño
table-comparison = Se hizo 1 comparación: unas { $chance } aparecerían por azar.
table-comparisons = Se hicieron { $made } comparaciones: unas { $chance } aparecerían por azar.
table-exact-intervals = Donde una proporción es { $none } o { $all }, el intervalo es el de Clopper y Pearson.
table-sorted-falling = Ordenado por { $column }, descendente; los empates en el orden del cuestionario, filas fijadas y sin respuesta al final.
table-sorted-rising = Ordenado por { $column }, ascendente; los empates en el orden del cuestionario, filas fijadas y sin respuesta al final.
table-several-answers = Eran posibles varias respuestas, así que los porcentajes pueden no sumar 100.
table-may-not-add = Los porcentajes pueden no sumar 100.
table-hidden-to-protect = • Oculto para proteger a los encuestados: recuentos de 1 a { $most } y aquello de lo que podrían deducirse.
earlier-answered = { $responses } a una versión anterior del cuestionario.
earlier-no-place-one = 1 respuesta de una versión anterior no tiene lugar en la más reciente y se excluye: { $what }.
earlier-no-place = { $answers } respuestas de una versión anterior no tienen lugar en la más reciente y se excluyen: { $what }.
earlier-by-replaces = { $item }: trasladada como lo que sustituye para { $count }.
earlier-by-map = { $item }: trasladada por su correspondencia para { $count }.
earlier-not-in-version = { $variable }: no está en la versión de { $count }.
earlier-not-offered = { $item }: «{ $option }» no se ofreció a { $count }.

# Figures, charts and sheets of a report
table-total = Total
table-net = Neto: { $label }
table-net-tag = NETO
table-top-box = Los { $count } más altos
table-bottom-box = Los { $count } más bajos
table-box-is = { $title }: { $labels }
base-line = Base
base-line-weighted = Base, ponderada
base-line-effective = Base, efectiva
base-of = Base: { $count }
base-of-weighted = Base: { $count }, ponderada { $weighted }
base-of-effective = Base: { $count }, ponderada { $weighted }, efectiva { $effective }
base-of-each = Bases: { $low } a { $high }
base-in-each-wave = Base: { $count } en cada oleada
caption-weighted = ponderado
caption-column-percent = % col.
caption-row-percent = % fila
caption-total-percent = % total
caption-index = índice
caption-se = e.e.
caption-design-effect = efecto de diseño
caption-residual = residuo
caption-interval = intervalo
stat-n = Respuestas
stat-mean = Media
stat-sd = Desviación estándar
stat-sd-population = Desviación estándar (población)
stat-se = Error estándar de la media
stat-ci = Intervalo de confianza de la media
stat-min = Mínimo
stat-max = Máximo
stat-sum = Suma
stat-q25 = Cuartil inferior
stat-median = Mediana
stat-q75 = Cuartil superior
stat-nps = Net promoter score
stat-mean-answers = Media de respuestas
stat-any = Alguna de estas
stat-none = Ninguna de estas
note-brackets = [ ] Menos de { $count } personas: demasiado pocas para confiar.
note-brackets-effective = [ ] Menos de { $count } personas por la base efectiva: demasiado pocas para confiar.
note-flag = * Menos de { $count } personas: léase con cautela.
note-flag-effective = * Menos de { $count } personas por la base efectiva: léase con cautela.
note-exact = { $mark } Intervalo exacto.
note-independence = Independencia de { $variable }: { $found }.
note-no-test = no es posible ninguna prueba
note-df-two = gl { $first } y { $second }
note-df = gl { $first }
note-yates = con la corrección de Yates χ² = { $statistic }, { $p }
note-fisher = prueba exacta de Fisher { $p }
note-cramers-v = V de Cramér = { $value }
note-expected = { $share } de las frecuencias esperadas son inferiores a 5
note-adjusted-wald = Wald ajustada
figure-points = { $points } puntos
figure-margin = ±{ $points } puntos
chart-bar = Gráfico de barras: { $parts }. Base { $base }.
chart-bar-alone = Gráfico de barras: { $parts }.
chart-most-and-least = Más frecuente: { $most }, { $high }; menos frecuente: { $least }, { $low }.
chart-most = Más frecuente: { $most }, { $high }.
chart-stacked = Gráfico de barras apiladas. { $bars }
chart-widest-apart = Mayor distancia: { $answer }, de { $low } ({ $lowest }) a { $high } ({ $highest }).
chart-line = Gráfico de líneas. { $lines }
chart-higher = { $line } es más alto en { $last } ({ $value }) que en { $first } ({ $before }).
chart-lower = { $line } es más bajo en { $last } ({ $value }) que en { $first } ({ $before }).
chart-not-compared = { $first } y { $second } no son comparables.
chart-alternative-text = Texto alternativo
chart-footer = Pie
trend-interval = Intervalo
trend-change = Cambio
trend-comparison = Comparación
trend-comparable = comparable
trend-with-care = con cautela
trend-broken = rota
trend-linear = Tendencia lineal: { $slope } por unidad de tiempo, { $p }.
published-agree = { $agree } de { $all } cifras publicadas resultan como se publicaron, con el mismo redondeo.
published-differ = No como se publicaron: { $count }.
published-known = No alcanzables, por la razón que figura junto a cada una: { $count }.
published-that-differ = Las que no coinciden
published-that-agree = Las que coinciden
published-show-agreeing = Mostrar las que coinciden ({ $count })
published-published = Publicado
published-computed = Calculado
published-agrees = coincide
published-known-to-differ = diferencia conocida
published-differs = difiere
sheet-contents = Contenido
sheet-figures = Cifras
sheet-figures-title = Las cifras citadas en el informe, junto a sus valores publicados
sheet-trends = Tendencias
sheet-trends-title = Proporciones y medias a lo largo de las oleadas
sheet-tests = Pruebas
sheet-tests-title = Cada comparación entre columnas y pruebas de independencia
sheet-method = Método
sheet-method-title = Cómo se hizo la encuesta
sheet-sheet = Hoja
sheet-table = Tabla
sheet-row = Fila
sheet-column = Columna
sheet-compared-with = Comparada con
sheet-banner = Cabecera
sheet-difference = Diferencia
sheet-statistic = Estadístico
sheet-df = Grados de libertad
sheet-df-second = Grados de libertad, segundos
sheet-p-adjusted = p, ajustada
sheet-independence = Independencia
sheet-test-method = Método
sheet-cramers-v = V de Cramér
sheet-expected = Frecuencias esperadas inferiores a 5
sheet-figure = Cifra
sheet-kind = Tipo
sheet-value = Valor
sheet-as-shown = Como se muestra
sheet-effective-base = Base efectiva
sheet-standard-error = Error estándar
sheet-low = Inferior
sheet-high = Superior
sheet-agrees = Coincide
sheet-yes = sí
sheet-no = no
sheet-why-it-differs = Por qué difiere

# Conditions in words
cond-is = { $what } es { $values }
cond-is-not = { $what } no es { $values }
cond-equals = { $what } es igual a { $other }
cond-differs = { $what } es distinto de { $other }
cond-below = { $what } es menor que { $other }
cond-at-most = { $what } es como máximo { $other }
cond-above = { $what } es mayor que { $other }
cond-at-least = { $what } es como mínimo { $other }
cond-and = { $first }, y { $second }
cond-or = { $first } o { $second }
cond-not = no ({ $what })
cond-not-flagged = no { $what }
cond-includes = { $what } incluye { $answer }
cond-not-includes = { $what } no incluye { $answer }
cond-answered = se respondió { $what }
cond-not-answered = no se respondió { $what }
cond-asked = se preguntó { $what }
cond-not-asked = no se preguntó { $what }
cond-size = el número de respuestas a { $what }
cond-rank = el puesto de { $answer } en { $what }
cond-smallest = el menor de { $list }
cond-largest = el mayor de { $list }
cond-sum = la suma de { $list }
cond-years = los años cumplidos de { $from } a { $to }
cond-rounded = { $what }, redondeado,
cond-unknown = desconocido
cond-true = verdadero
cond-false = falso
cond-consent-given = se dio el consentimiento { $what }
cond-consent-not-given = no se dio el consentimiento { $what }
cond-arm = el brazo { $arm }
cond-derived = variable derivada { $number }
cond-extra = columna adicional { $number }
quality-speeder-rule = tiempo por pregunta inferior a { $share } de la mediana del mismo idioma y tipo de dispositivo
quality-straightline-rule = la misma respuesta en todas las filas de { $grids }
given-wave = la oleada
given-wave-opened = el día en que se abrió la oleada
given-today = el día de la entrevista
given-source = la fuente
given-language = el idioma
given-disposition = la disposición
given-speeder = señalado como demasiado rápido
given-straightlining = señalado por respuestas en línea recta
given-inattention = señalado por falta de atención
given-removed = retirado
given-started = el día de inicio
given-submitted = el día de envío
given-minutes = los minutos empleados
given-device = el dispositivo
given-version = la versión

# Labels of what is known of a response without a question
quoted = «{ $text }»
label-arm = Brazo { $arm }
label-speeder = Demasiado rápida
label-straightlining = Respuestas en línea recta
label-inattention = Falta de atención
label-wave = Oleada
label-wave-opened = Día de apertura de la oleada
label-today = Día de la entrevista
label-source = Fuente
label-language = Idioma
label-disposition = Disposición
label-removed = Retirada
label-started = Día de inicio
label-submitted = Día de envío
label-minutes = Minutos empleados
label-device = Dispositivo
label-version = Versión
table-quantile = Cuantil { $percent }
label-given = Dado
label-not-given = No dado
label-flagged = Señalada
label-not-flagged = No señalada
label-not-removed = No retirada
