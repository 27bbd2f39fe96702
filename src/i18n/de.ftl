# The respondent's form
language-label = Sprache
skip-to-questions = Zu den Fragen springen
progress = { $position } von { $total }
next = Weiter
back = Zurück
send = Antworten absenden
start = Beginnen
optional = freiwillig
all-optional = Sie können jede Frage auf dieser Seite unbeantwortet lassen.
choose-any = Wählen Sie alles aus, was zutrifft.
choose-between = Wählen Sie { $min } bis { $max } Antworten.
choose-at-least = Wählen Sie mindestens { $min ->
    [one] { $min } Antwort
   *[other] { $min } Antworten
}.
choose-up-to = Wählen Sie höchstens { $max ->
    [one] { $max } Antwort
   *[other] { $max } Antworten
}.
rank-hint = { $max ->
    [one] Geben Sie Ihrer ersten Wahl die Nummer 1.
   *[other] Nummerieren Sie Ihre Auswahl von 1 (an erster Stelle) bis { $max }. Sie dürfen auch weniger nummerieren.
}
allocation-hint = Die Beträge müssen zusammen { $total } ergeben.
allocation-sum = Summe
allocation-of-total = { $sum } von { $total }
allocation-announced = Summe: { $sum } von { $total }
not-ranked = –
nothing-chosen = Keine Antwort
specify = Bitte genauer angeben
clear-answer = Antwort löschen
new-questions = { $count ->
    [one] Aus Ihren Antworten ergibt sich eine weitere Frage auf dieser Seite. Sie ist unten hervorgehoben.
   *[other] Aus Ihren Antworten ergeben sich { $count } weitere Fragen auf dieser Seite. Sie sind unten hervorgehoben.
}
summary-title = { $count ->
    [one] Bitte sehen Sie eine Antwort noch einmal an
   *[other] Bitte sehen Sie { $count } Antworten noch einmal an
}
error-prefix = Hinweis:
saved = Gespeichert
not-saved = Noch nicht gespeichert, wird erneut versucht
revealed = Eine weitere Frage ist erschienen:
elsewhere-title = Später oder auf einem anderen Gerät fortfahren
elsewhere-hint = Öffnen Sie diesen Link, um dort weiterzumachen, wo Sie aufgehört haben. Er gehört nur Ihnen: Wer ihn hat, sieht Ihre Antworten.
elsewhere-label = Ihr persönlicher Link

# What is wrong with an answer, and what to do
problem-required = Wählen Sie eine Antwort aus
problem-required-text = Geben Sie eine Antwort ein
problem-required-number = Geben Sie eine Zahl ein
problem-required-or = Wählen Sie eine Antwort aus oder „{ $option }“
problem-required-multiple = Wählen Sie mindestens eine Antwort aus
problem-required-row = Wählen Sie eine Antwort für „{ $row }“ aus
problem-unknown-item = Diese Antwort gehört zu keiner Frage dieser Umfrage. Lassen Sie sie weg
problem-unknown-code = Wählen Sie eine der aufgeführten Antworten aus
problem-number = Geben Sie eine Zahl in Ziffern ein, zum Beispiel { $example }
problem-date = Geben Sie das Datum als Jahr-Monat-Tag ein, zum Beispiel { $example }
problem-rank = Vergeben Sie jede Nummer nur einmal
problem-value = Diese Antwort hat nicht die Form, die die Frage verlangt
problem-decimals = { $decimals ->
    [0] Geben Sie eine ganze Zahl ein
    [one] Verwenden Sie höchstens { $decimals } Nachkommastelle
   *[other] Verwenden Sie höchstens { $decimals } Nachkommastellen
}
problem-min = Geben Sie { $min } oder mehr ein
problem-max = Geben Sie { $max } oder weniger ein
problem-min-ticked = { $min ->
    [one] Wählen Sie mindestens { $min } Antwort aus
   *[other] Wählen Sie mindestens { $min } Antworten aus
}
problem-max-ticked = { $max ->
    [one] Wählen Sie höchstens { $max } Antwort aus
   *[other] Wählen Sie höchstens { $max } Antworten aus
}
problem-min-date = Geben Sie den { $min } oder ein späteres Datum ein
problem-max-date = Geben Sie den { $max } oder ein früheres Datum ein
problem-max-ranked = Nummerieren Sie höchstens { $max } davon
problem-exclusive = Wählen Sie entweder nur „{ $option }“ aus oder heben Sie diese Auswahl auf
problem-email = Geben Sie eine E-Mail-Adresse ein, etwa name@example.org
problem-url = Geben Sie eine Webadresse ein, etwa https://example.org
problem-pattern = Geben Sie die Antwort in der Form ein, nach der die Frage verlangt
problem-max-length = Kürzen Sie den Text auf höchstens { $max } Zeichen; er hat { $found }
problem-total = Die Beträge müssen zusammen { $total } ergeben; sie ergeben { $sum }
problem-consent = Für die Teilnahme muss dieses Kästchen angekreuzt sein

# The first page
intro-minutes = Etwa { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
}
intro-items = bis zu { $items ->
    [one] { $items } Frage
   *[other] { $items } Fragen
}
intro-saved = Ihre Antworten werden gespeichert, während Sie sie geben; Sie können also jederzeit unterbrechen und später weitermachen.
intro-kept = Ein nicht beendeter Fragebogen wird { $days ->
    [one] { $days } Tag
   *[other] { $days } Tage
} aufbewahrt.
intro-kept-until-close = Ein nicht beendeter Fragebogen wird aufbewahrt, bis die Umfrage schließt.
intro-used = Wenn Sie vorzeitig aufhören, können Ihre bis dahin gegebenen Antworten trotzdem gezählt werden.
intro-not-used = Wenn Sie vorzeitig aufhören, werden Ihre Antworten nicht gezählt.
intro-kept-title = Was mit Ihren Antworten geschieht
consent-title = Ihre Einwilligung
consent-required = Für die Teilnahme nötig
decline = Ich möchte nicht teilnehmen
refused-title = Sie haben sich gegen die Teilnahme entschieden
refused-text = Über Sie wurde nichts gespeichert. Wir zählen nur, dass sich jemand so entschieden hat.
refused-back = Zurück zur ersten Seite
gone-title = Ihr Fragebogen konnte in diesem Browser nicht geöffnet werden.
gone-text = Wenn Sie gerade auf „Beginnen“ gedrückt haben, hat Ihr Browser das Cookie nicht behalten, das Ihren Platz bewahrt: Erlauben Sie Cookies für diese Website und drücken Sie erneut auf „Beginnen“. Falls Sie schon Fragen beantwortet hatten, sind die Antworten gespeichert: Öffnen Sie Ihren persönlichen Link, um damit weiterzumachen.
intro-controller = Verantwortlich
intro-contact = Kontakt
intro-purpose = Zweck
intro-legal-ground = Rechtsgrundlage
intro-recipient = Einsicht haben
intro-transfers = Übermittlung in andere Länder
intro-publication = Veröffentlicht werden
intro-closes = Teilnahme möglich bis { $when }.

# The last page
receipt-title = Ihre Antworten sind angekommen
receipt-thanks = Vielen Dank für Ihre Teilnahme.
receipt-code = Beleg
receipt-keep = Bewahren Sie diesen Code auf. Er belegt, dass Ihre Antworten gespeichert sind, und mit ihm können Sie danach fragen.
receipt-link = Link zu diesem Beleg
receipt-sent = Was Sie gesendet haben
receipt-at = Gesendet: { $when }
no-answer = Keine Antwort
screened-title = Das ist alles, was wir fragen möchten
screened-text = Vielen Dank. Die übrigen Fragen richten sich an Menschen in einer anderen Lage, daher endet die Befragung für Sie hier.
quota-title = Vielen Dank für Ihr Interesse
quota-text = Wir haben aus Ihrer Gruppe bereits genügend Antworten.
closed-title = Diese Umfrage ist geschlossen
closed-text = Sie nimmt keine Antworten mehr an. Vielen Dank für Ihr Interesse.
closed-meanwhile = Sie wurde geschlossen, bevor Sie am Ende waren. Die bis dahin gespeicherten Antworten bleiben erhalten; es kann nichts mehr hinzugefügt werden.
not-open-title = Diese Umfrage ist noch nicht geöffnet
not-open-text = Bitte kommen Sie später wieder.
not-open-until = Sie öffnet am { $when }.

# Around the form
landing-title = Laufende Umfragen
landing-nothing = Zurzeit läuft keine Umfrage.
landing-take = Teilnehmen
not-found-title = Seite nicht gefunden
not-found-text = Unter dieser Adresse gibt es keine Seite. Bitte prüfen Sie den Link, den Sie erhalten haben.
busy-title = Gerade ist viel los
busy-text = Ihre Antworten konnten eben nicht gespeichert werden. Was Sie eingegeben haben, steht noch auf dieser Seite: Drücken Sie in einem Augenblick auf „Erneut versuchen“.
limit-title = Zu viele Anfragen
limit-text = Von Ihrem Gerät kamen zu viele Anfragen. Was Sie eingegeben haben, steht noch auf dieser Seite: Warten Sie eine Minute und drücken Sie dann auf „Erneut versuchen“.
too-large-title = Das ist zu lang
too-large-text = Die gesendete Seite ist größer, als wir annehmen können. Gehen Sie zurück und kürzen Sie Ihre Texte.
failure-title = Bei uns ist etwas schiefgegangen
failure-text = Was Sie zuvor gesendet haben, ist gespeichert. Bitte versuchen Sie es noch einmal.
failure-reference = Wenn es wieder geschieht, nennen Sie uns diese Nummer: { $reference }
try-again = Erneut versuchen
preview-note = Vorschau: Was Sie hier eingeben, wird nicht gespeichert.
synthetic-note = Vorführung mit künstlichen Antworten.

# A report: its page
report-skip = Zum Bericht springen
report-contents = Inhalt
report-trends = Im Zeitverlauf
report-published = Veröffentlicht und berechnet
report-method = Methode
report-show-table = Tabelle zeigen
report-wave = Welle { $wave }
report-question = Frage
report-colophon = Bericht { $report }, Fragebogen Version { $version }.
report-colophon-data = Daten { $watermark }.
report-colophon-computed = Jede Zahl oben ist aus den Antworten berechnet, keine ist eingetippt.
report-responses = { $count ->
    [one] { $count } Antwort
   *[other] { $count } Antworten
}

# A report: the statement of method
method-not-stated = Nicht angegeben.
method-synthetic = Synthetische Daten
method-sponsor = Auftraggeber
method-conducted-by = Durchgeführt von
method-population = Grundgesamtheit
method-population-size = Sie zählt { $size }.
method-sample = Stichprobe
method-sample-opt-in = Selbstselektiert: Geantwortet hat, wer kam und wollte; Auswahlchancen sind daher nicht bekannt.
method-sample-probability = Zufällig gezogen, mit bekannten Auswahlchancen.
method-sample-census = Alle aus der Grundgesamtheit wurden befragt.
method-sample-panel = Mitglieder eines Panels, die ihm von sich aus beigetreten sind.
method-sample-mixed = Auf mehrere Weisen gezogen.
method-sample-unknown = Wie die Stichprobe gezogen wurde, ist nicht angegeben.
method-frame = Auswahlgrundlage: { $frame }
method-recruitment = Rekrutierung
method-by-source = Interviews nach Herkunft:
method-source-screened = Für wen { $rule } gilt, wurde ausgefiltert.
method-mode = Erhebungsart
method-mode-web = Fragebogen im Web, von den Befragten selbst ausgefüllt.
method-languages = Sprachen
method-dates = Erhebungszeitraum
method-dates-schedule = Von { $opens } bis { $closes } ({ $zone }).
method-dates-answers = Das erste Interview begann am { $first }, das letzte wurde am { $last } abgesendet (UTC).
method-interviews = Interviews
method-begun = Begonnene Interviews: { $count }
method-complete = Vollständig (AAPOR 1.1): { $count }
method-partial = Teilweise, verwertbar (AAPOR 1.2): { $count }
method-break-off = Abgebrochen (AAPOR 2.12): { $count }
method-screened-out = Ausgefiltert (AAPOR 4): { $count }
method-quota-full = Quote voll (AAPOR 4.8): { $count }
method-completion-rate = Abschlussquote: { $rate } (vollständige von allen begonnenen, die weder ausgefiltert wurden noch über einer Quote lagen: { $complete } von { $eligible }).
method-partial-rule = Ein unvollständiges Interview ist verwertbar, wo { $rule } gilt.
method-no-response-rate = Eine Ausschöpfungsquote lässt sich nicht angeben: Wie viele erreicht wurden, ist nicht bekannt.
method-census-rate = Ausschöpfungsquote: { $rate } (vollständige und verwertbare teilweise Interviews, bei einer Grundgesamtheit von { $size }).
method-universe = Wessen Antworten gezeigt werden
method-universe-complete = Alle vollständigen Interviews: { $count }.
method-universe-usable = Alle vollständigen und verwertbaren teilweisen Interviews: { $count }.
method-universe-where = Alle, für die gilt: { $condition }: { $count }.
method-questions = Fragen
method-asked-everyone = Allen gestellt.
method-asked-where = Gestellt, wo gilt: { $condition }.
method-rows = Zeilen: { $rows }
method-answers = Antworten: { $answers }
method-weights = Gewichte
method-no-weights = Der Bericht vereinbart keine Gewichte.
method-weight-given = { $weight }: die Zahl { $number } aus den Daten.
method-weight-raked = { $weight }: durch Raking angepasst an { $targets }.
method-weight-cells = { $weight }: nachgeschichtet auf { $targets }.
method-weight-start = Ausgangswert ist { $number }.
method-weight-own-category = Wer nicht geantwortet hat, ist eine eigene Kategorie, deren Anteil erhalten bleibt.
method-weight-leave-out = Wer nicht geantwortet hat, hat kein Gewicht.
method-of-mean = Mittelwerts
method-of-median = Medians
method-weight-trim-between = Gestutzt auf das { $min }- bis { $max }-Fache ihres { $of }.
method-weight-trim-min = Gestutzt auf mindestens das { $min }-Fache ihres { $of }.
method-weight-trim-max = Gestutzt auf höchstens das { $max }-Fache ihres { $of }.
method-weight-source = Quelle der Sollwerte: { $source }
method-quality = Qualität
method-no-rules = Der Fragebogen vereinbart keine Qualitätsregel, und kein Interview wurde entfernt.
method-rules-flag = Regeln markieren Interviews; keines wird durch eine Regel entfernt. Ein Bericht lässt Markiertes nur weg, wo seine Auswahl oder ein Filter das sagt.
method-speeders = Zu schnelle ({ $rule }): { $count } markiert.
method-straightlining = Gleichförmige Antworten ({ $rule }): { $count } markiert.
method-inattention = Unaufmerksame ({ $rule }): { $count } markiert.
method-precision = Genauigkeit
method-no-answers = Es gibt keine Antworten.
method-margin = Fehlerspanne eines Anteils an allen { $count } bei { $level }: höchstens ± { $points } Punkte.
method-convention = Wäre dies eine einfache Zufallsstichprobe, läge ein Anteil an allen { $count } bei { $level } innerhalb von ± { $points } Punkten. Es ist keine; dies ist daher eine Konvention und keine Fehlerspanne.
method-groups = Basen von Gruppen sind kleiner und stehen bei jeder Tabelle.
method-variance-simple = Standardfehler, Intervalle und Tests lassen Gewichte unberücksichtigt.
method-variance-kish = Standardfehler, Intervalle und Tests berücksichtigen Gewichte durch die effektive Basis nach Kish.
method-variance-design = Standardfehler, Intervalle und Tests sind über Schichten und Auswahleinheiten linearisiert.
method-variance-calibrated = Standardfehler, Intervalle und Tests berücksichtigen die Kalibrierung der Gewichte.
method-variance-default = Standardfehler, Intervalle und Tests berücksichtigen Gewichte durch die effektive Basis nach Kish, und Schichten und Auswahleinheiten durch Linearisierung, wo eine Tabelle sie nennt.
method-small = Kleine Zahlen
method-small-rule = Zahlen auf weniger als { $min } Personen stehen in Klammern und werden nicht getestet; Basen unter { $flag } sind markiert.
method-small-hidden = Zahlen auf weniger als { $hide } Personen sind verborgen.
method-limits = Grenzen
method-not-random = Die Stichprobe wurde nicht zufällig gezogen: Die Ergebnisse gelten für die, die geantwortet haben, und können von denen der Grundgesamtheit in einer Weise abweichen, die Gewichte und Fehlerspannen nicht zeigen.
method-several-languages = Antworten in mehreren Sprachen sind zusammen gezählt.
method-wording = Wortlaut und Reihenfolge der Fragen, und was Menschen nicht sagen, können die Ergebnisse jeder Umfrage beeinflussen.
method-licence = Daten und Lizenz
method-licence-is = Lizenz: { $licence }
method-publication = Den Befragten wurde zur Veröffentlichung gesagt: { $text }
method-version = Fragebogen Version { $version }.
method-watermark = Stand der Daten { $watermark }.
method-program = Berechnet mit canvass { $version }.

# A table: what stands below it
table-survey = { $title }, Ausgabe { $edition }.
table-survey-wave = { $title }, Ausgabe { $edition }, Welle { $wave }.
table-item-asked-everyone = { $item } wurde allen gestellt.
table-item-asked-where = { $item } wurde gestellt, wo gilt: { $condition }.
table-row-asked-where = Davon wurde { $item } gestellt, wo gilt: { $condition }.
table-offered = „{ $option }“ wurde { $count } der { $asked } Befragten angeboten.
table-made-from = { $variable }: { $label }, gebildet aus { $sources }.
table-universe-usable = Aus vollständigen und teilweisen Interviews.
table-universe-where = Aus Interviews mit { $condition }.
table-filter = Filter: { $condition }.
table-common-base = Nur wer in der Basis jeder der { $count } Variablen ist.
table-weighted = gewichtet mit { $weight } { $weighted }, effektiv { $effective } (Designeffekt der Gewichte { $effect })
table-whom-everyone = alle
table-whom-asked = gefragt
table-whom-answered = gefragt und geantwortet
table-whom-ticked = geantwortet, mindestens eine Option gewählt
table-whom-of-multiple = { $first }; bei Mehrfachnennung: { $second }
table-base = Basis: { $count } Personen ({ $whom }), ungewichtet.
table-base-weighted = Basis: { $count } Personen ({ $whom }), ungewichtet; { $weights }.
table-bases = Basis jeder Variablen: { $range } von { $count } Personen ({ $whom }), ungewichtet.
table-bases-weighted = Basis jeder Variablen: { $range } von { $count } Personen ({ $whom }), ungewichtet; insgesamt { $weights }.
table-range = { $low } bis { $high }
table-up-to = bis zu { $high }
table-list-and = { $first } und { $last }
table-list-or = { $first } oder { $last }
table-not-in-table = Nicht in der Tabelle: { $what }.
table-left-out = Nicht enthalten: { $what }.
table-left-out-each = In keiner Basis enthalten, je Variable: { $what }.
table-in-base-unshown = In der Basis, nicht gezeigt: { $what }.
table-chose-nothing = { $count } der Basis haben nichts gewählt.
table-gave-no-answer = { $count } der Basis haben nicht geantwortet.
table-without-weight = { $responses } ohne Gewicht
table-outside-bands = { $responses } außerhalb der Klassen von { $variable }
table-outside-definition = { $responses } außerhalb der Definition von { $variable }
table-does-not-hold = { $responses }, für die { $variable } nicht gilt
reason-dont-know = { $count } weiß nicht
reason-refused = { $count } keine Angabe
reason-not-applicable = { $count } trifft nicht zu
reason-not-asked = { $count } nicht gefragt
reason-skipped = { $count } übersprungen
reason-not-reached = { $count } nicht erreicht
reason-not-in-version = { $count } nicht in der Version
reason-removed = { $count } entfernt
table-margin = Fehlerspanne: ± { $points } Punkte bei { $level }.
table-margin-at-most = Fehlerspanne: höchstens ± { $points } Punkte bei { $level }.
table-precision = Genauigkeit, wäre dies eine einfache Zufallsstichprobe: ± { $points } Punkte bei { $level }.
table-precision-at-most = Genauigkeit, wäre dies eine einfache Zufallsstichprobe: höchstens ± { $points } Punkte bei { $level }.
table-mentions = { $count } Antworten wurden gegeben, { $each } je Person.
table-mentions-none = { $count } Antworten wurden gegeben.
table-of-responses = Prozente beziehen sich auf alle Antworten, nicht auf Personen.
table-intervals = Intervalle: { $method }, { $level }.
table-families = Nicht aus einer Familie: { $parts }.
table-calibrated = Die Fehler berücksichtigen, woran { $weight } angepasst wurde (kalibriert).
family-errors = Fehler: { $family }
family-intervals = Intervalle: { $family }
family-letters = Buchstaben: { $family }
family-simple = wie bei einer einfachen Zufallsstichprobe
family-kish = auf effektiven Basen (Kish)
family-linearised = linearisiert
family-calibrated = kalibriert
interval-design-wald-t = linearisiert, Wald mit t
interval-design-logit = linearisiert, Logit
interval-design-logit-glm = linearisiert, Logit durch ein logistisches Modell
interval-design-beta = linearisiert, Korn und Graubard
table-letters = Ein Buchstabe nennt eine Spalte, die niedriger ist: { $method }; { $levels }; { $adjusted }; Basen unter { $min } werden nicht getestet.
table-arrows = ▲ und ▼: höher und niedriger als alle anderen der Variablen: { $method }; { $levels }; { $adjusted }; Basen unter { $min } werden nicht getestet.
table-two-levels = { $level } (groß), { $loose } (klein)
adjust-none = nicht für die Zahl der Vergleiche angepasst
adjust-bonferroni-row = Bonferroni innerhalb jeder Zeile
adjust-bonferroni-table = Bonferroni über die Tabelle, Nets für sich
adjust-bh-row = Benjamini-Hochberg innerhalb jeder Zeile
adjust-bh-table = Benjamini-Hochberg über die Tabelle, Nets für sich
test-z-pooled = z, gepoolt
test-z-pooled-overlap = z, gepoolt, mit Überschneidung der Spalten
test-t-dimensions = t, wie in SPSS Data Collection
test-quantum = t, wie in Quantum
test-t-unpooled = t, nicht gepoolt
test-design = t, nach dem Design linearisiert
test-welch = t nach Welch
test-pooled = t mit gemeinsamer Varianz
test-wilcoxon = Ränge, Wilcoxon
test-design-ranks = Ränge, nach dem Design linearisiert
table-comparison = 1 Vergleich wurde gemacht: etwa { $chance } erschienen durch Zufall.
table-comparisons = { $made } Vergleiche wurden gemacht: etwa { $chance } erschienen durch Zufall.
table-exact-intervals = Wo ein Anteil { $none } oder { $all } ist, ist das Intervall das von Clopper und Pearson.
table-sorted-falling = Sortiert nach { $column }, fallend; bei Gleichstand in der Reihenfolge des Fragebogens, angeheftete und fehlende Zeilen zuletzt.
table-sorted-rising = Sortiert nach { $column }, steigend; bei Gleichstand in der Reihenfolge des Fragebogens, angeheftete und fehlende Zeilen zuletzt.
table-several-answers = Mehrere Antworten waren möglich, Prozente müssen daher nicht 100 ergeben.
table-may-not-add = Prozente müssen nicht 100 ergeben.
table-hidden-to-protect = • Zum Schutz der Befragten verborgen: Anzahlen von 1 bis { $most } und woraus sie sich errechnen ließen.
earlier-answered = { $responses } zu einer früheren Version des Fragebogens.
earlier-no-place-one = 1 Antwort aus einer früheren Version hat in der neuesten keinen Platz und ist nicht enthalten: { $what }.
earlier-no-place = { $answers } Antworten aus einer früheren Version haben in der neuesten keinen Platz und sind nicht enthalten: { $what }.
earlier-by-replaces = { $item }: für { $count } übernommen als das, was sie ersetzt.
earlier-by-map = { $item }: für { $count } durch ihre Zuordnung übernommen.
earlier-not-in-version = { $variable }: nicht in der Version von { $count }.
earlier-not-offered = { $item }: „{ $option }“ wurde { $count } nicht angeboten.

# Figures, charts and sheets of a report
table-total = Gesamt
table-net = Net: { $label }
table-net-tag = NET
table-top-box = Top { $count }
table-bottom-box = Bottom { $count }
table-box-is = { $title }: { $labels }
base-line = Basis
base-line-weighted = Basis, gewichtet
base-line-effective = Basis, effektiv
base-of = Basis: { $count }
base-of-weighted = Basis: { $count }, gewichtet { $weighted }
base-of-effective = Basis: { $count }, gewichtet { $weighted }, effektiv { $effective }
base-of-each = Basen: { $low } bis { $high }
base-in-each-wave = Basis: { $count } in jeder Welle
caption-weighted = gewichtet
caption-column-percent = Spalten-%
caption-row-percent = Zeilen-%
caption-total-percent = Gesamt-%
caption-index = Index
caption-se = Std.-F.
caption-design-effect = Designeffekt
caption-residual = Residuum
caption-interval = Intervall
stat-n = Antworten
stat-mean = Mittelwert
stat-sd = Standardabweichung
stat-sd-population = Standardabweichung (Grundgesamtheit)
stat-se = Standardfehler des Mittelwerts
stat-ci = Konfidenzintervall des Mittelwerts
stat-min = Kleinster Wert
stat-max = Größter Wert
stat-sum = Summe
stat-q25 = Unteres Quartil
stat-median = Median
stat-q75 = Oberes Quartil
stat-nps = Net Promoter Score
stat-mean-answers = Mittlere Zahl der Antworten
stat-any = Irgendeine davon
stat-none = Keine davon
note-brackets = [ ] Weniger als { $count } Personen: zu wenige, um sich darauf zu verlassen.
note-brackets-effective = [ ] Weniger als { $count } Personen nach der effektiven Basis: zu wenige, um sich darauf zu verlassen.
note-flag = * Weniger als { $count } Personen: mit Vorsicht zu lesen.
note-flag-effective = * Weniger als { $count } Personen nach der effektiven Basis: mit Vorsicht zu lesen.
note-exact = { $mark } Exaktes Intervall.
note-independence = Unabhängigkeit von { $variable }: { $found }.
note-no-test = kein Test möglich
note-df-two = df { $first } und { $second }
note-df = df { $first }
note-yates = mit Yates-Korrektur χ² = { $statistic }, { $p }
note-fisher = Exakter Test nach Fisher { $p }
note-cramers-v = Cramérs V = { $value }
note-expected = { $share } der erwarteten Häufigkeiten liegen unter 5
note-adjusted-wald = angepasster Wald-Test
figure-points = { $points } Punkte
figure-margin = ±{ $points } Punkte
chart-bar = Balkendiagramm: { $parts }. Basis { $base }.
chart-bar-alone = Balkendiagramm: { $parts }.
chart-most-and-least = Am häufigsten: { $most }, { $high }; am seltensten: { $least }, { $low }.
chart-most = Am häufigsten: { $most }, { $high }.
chart-stacked = Gestapeltes Balkendiagramm. { $bars }
chart-widest-apart = Am weitesten auseinander: { $answer }, von { $low } ({ $lowest }) bis { $high } ({ $highest }).
chart-line = Liniendiagramm. { $lines }
chart-higher = { $line } ist bei { $last } ({ $value }) höher als bei { $first } ({ $before }).
chart-lower = { $line } ist bei { $last } ({ $value }) niedriger als bei { $first } ({ $before }).
chart-not-compared = { $first } und { $second } sind nicht vergleichbar.
chart-alternative-text = Alternativtext
chart-footer = Fußzeile
trend-interval = Intervall
trend-change = Änderung
trend-comparison = Vergleich
trend-comparable = vergleichbar
trend-with-care = mit Vorsicht
trend-broken = gebrochen
trend-linear = Linearer Trend: { $slope } je Zeiteinheit, { $p }.
published-agree = { $agree } von { $all } veröffentlichten Zahlen ergeben sich wie veröffentlicht, ebenso gerundet.
published-differ = Nicht wie veröffentlicht: { $count }.
published-known = Nicht erreichbar, aus dem jeweils genannten Grund: { $count }.
published-that-differ = Was nicht übereinstimmt
published-that-agree = Was übereinstimmt
published-show-agreeing = Übereinstimmende zeigen ({ $count })
published-published = Veröffentlicht
published-computed = Berechnet
published-agrees = stimmt überein
published-known-to-differ = bekannt abweichend
published-differs = weicht ab
sheet-contents = Inhalt
sheet-figures = Zahlen
sheet-figures-title = Die im Bericht genannten Zahlen neben ihren veröffentlichten Werten
sheet-trends = Trends
sheet-trends-title = Anteile und Mittelwerte über die Wellen
sheet-tests = Tests
sheet-tests-title = Jeder Vergleich zwischen Spalten und Tests auf Unabhängigkeit
sheet-method = Methode
sheet-method-title = Wie die Umfrage durchgeführt wurde
sheet-sheet = Blatt
sheet-table = Tabelle
sheet-row = Zeile
sheet-column = Spalte
sheet-compared-with = Verglichen mit
sheet-banner = Kopf
sheet-difference = Differenz
sheet-statistic = Prüfgröße
sheet-df = Freiheitsgrade
sheet-df-second = Freiheitsgrade, zweite
sheet-p-adjusted = p, angepasst
sheet-independence = Unabhängigkeit
sheet-test-method = Verfahren
sheet-cramers-v = Cramérs V
sheet-expected = Erwartete Häufigkeiten unter 5
sheet-figure = Zahl
sheet-kind = Art
sheet-value = Wert
sheet-as-shown = Wie gezeigt
sheet-effective-base = Effektive Basis
sheet-standard-error = Standardfehler
sheet-low = Untere Grenze
sheet-high = Obere Grenze
sheet-agrees = Stimmt überein
sheet-yes = ja
sheet-no = nein
sheet-why-it-differs = Warum sie abweicht

# Conditions in words
cond-is = { $what } ist { $values }
cond-is-not = { $what } ist nicht { $values }
cond-equals = { $what } ist gleich { $other }
cond-differs = { $what } ist ungleich { $other }
cond-below = { $what } ist unter { $other }
cond-at-most = { $what } ist höchstens { $other }
cond-above = { $what } ist über { $other }
cond-at-least = { $what } ist mindestens { $other }
cond-and = { $first }, und { $second }
cond-or = { $first } oder { $second }
cond-not = nicht ({ $what })
cond-not-flagged = nicht { $what }
cond-includes = { $what } enthält { $answer }
cond-not-includes = { $what } enthält nicht { $answer }
cond-answered = { $what } wurde beantwortet
cond-not-answered = { $what } wurde nicht beantwortet
cond-asked = { $what } wurde gestellt
cond-not-asked = { $what } wurde nicht gestellt
cond-size = die Zahl der Antworten auf { $what }
cond-rank = der Rang von { $answer } in { $what }
cond-smallest = der kleinste Wert von { $list }
cond-largest = der größte Wert von { $list }
cond-sum = die Summe von { $list }
cond-years = die vollendeten Jahre von { $from } bis { $to }
cond-rounded = { $what }, gerundet,
cond-unknown = unbekannt
cond-true = wahr
cond-false = falsch
cond-consent-given = die Einwilligung { $what } wurde gegeben
cond-consent-not-given = die Einwilligung { $what } wurde nicht gegeben
cond-arm = der Arm { $arm }
cond-derived = abgeleitete Variable { $number }
cond-extra = zusätzliche Spalte { $number }
quality-speeder-rule = Zeit je Frage unter { $share } des Medians derselben Sprache und Geräteklasse
quality-straightline-rule = dieselbe Antwort auf alle Zeilen von { $grids }
given-wave = die Welle
given-wave-opened = der Tag der Öffnung der Welle
given-today = der Tag des Interviews
given-source = die Quelle
given-language = die Sprache
given-disposition = der Endstatus
given-speeder = als zu schnell markiert
given-straightlining = wegen gleichförmiger Antworten markiert
given-inattention = als unaufmerksam markiert
given-removed = entfernt
given-started = der Tag des Beginns
given-submitted = der Tag der Absendung
given-minutes = die benötigten Minuten
given-device = das Gerät
given-version = die Version

# Labels of what is known of a response without a question
quoted = „{ $text }“
label-arm = Arm { $arm }
label-speeder = Zu schnell
label-straightlining = Gleichförmige Antworten
label-inattention = Unaufmerksamkeit
label-wave = Welle
label-wave-opened = Tag der Öffnung der Welle
label-today = Tag des Interviews
label-source = Quelle
label-language = Sprache
label-disposition = Endstatus
label-removed = Entfernt
label-started = Tag des Beginns
label-submitted = Tag der Absendung
label-minutes = Benötigte Minuten
label-device = Gerät
label-version = Version
table-quantile = { $percent }-Quantil
label-given = Gegeben
label-not-given = Nicht gegeben
label-flagged = Markiert
label-not-flagged = Nicht markiert
label-not-removed = Nicht entfernt
