# The respondent's form
language-label = Langue
skip-to-questions = Aller aux questions
progress = { $position } sur { $total }
next = Suivant
back = Retour
send = Envoyer mes réponses
start = Commencer
optional = facultatif
all-optional = Vous pouvez laisser sans réponse n’importe quelle question de cette page.
choose-any = Choisissez toutes les réponses qui conviennent.
choose-between = Choisissez de { $min } à { $max } réponses.
choose-at-least = Choisissez au moins { $min ->
    [one] { $min } réponse
   *[other] { $min } réponses
}.
choose-up-to = Choisissez au plus { $max ->
    [one] { $max } réponse
   *[other] { $max } réponses
}.
rank-hint = { $max ->
    [one] Donnez le numéro 1 à votre premier choix.
   *[other] Numérotez vos choix de 1 (le premier) à { $max }. Vous pouvez en numéroter moins.
}
allocation-hint = La somme des montants doit être { $total }.
allocation-sum = Somme
allocation-of-total = { $sum } sur { $total }
allocation-announced = Somme : { $sum } sur { $total }
not-ranked = –
nothing-chosen = Sans réponse
specify = Veuillez préciser
clear-answer = Effacer ma réponse
new-questions = { $count ->
    [one] Vos réponses amènent une question de plus sur cette page. Elle est signalée ci-dessous.
   *[other] Vos réponses amènent { $count } questions de plus sur cette page. Elles sont signalées ci-dessous.
}
summary-title = { $count ->
    [one] Une réponse est à revoir
   *[other] { $count } réponses sont à revoir
}
error-prefix = À revoir :
saved = Enregistré
not-saved = Pas encore enregistré, nouvel essai en cours
revealed = Une question de plus est apparue :
elsewhere-title = Continuer plus tard ou sur un autre appareil
elsewhere-hint = Ouvrez ce lien pour reprendre là où vous vous êtes arrêté. Il n’est qu’à vous : toute personne qui le possède voit vos réponses.
elsewhere-label = Votre lien personnel

# What is wrong with an answer, and what to do
problem-required = Choisissez une réponse
problem-required-text = Saisissez une réponse
problem-required-number = Saisissez un nombre
problem-required-or = Choisissez une réponse, ou « { $option } »
problem-required-multiple = Choisissez au moins une réponse
problem-required-row = Choisissez une réponse pour « { $row } »
problem-unknown-item = Cette réponse ne correspond à aucune question de cette enquête. Retirez-la
problem-unknown-code = Choisissez l’une des réponses proposées
problem-number = Saisissez un nombre en chiffres, par exemple { $example }
problem-date = Saisissez la date sous la forme année-mois-jour, par exemple { $example }
problem-rank = Ne donnez chaque numéro qu’une seule fois
problem-value = Cette réponse n’a pas la forme que la question demande
problem-decimals = { $decimals ->
    [0] Saisissez un nombre entier
    [one] Utilisez au plus { $decimals } chiffre après la virgule
   *[other] Utilisez au plus { $decimals } chiffres après la virgule
}
problem-min = Saisissez { $min } ou plus
problem-max = Saisissez { $max } ou moins
problem-min-ticked = { $min ->
    [one] Choisissez au moins { $min } réponse
   *[other] Choisissez au moins { $min } réponses
}
problem-max-ticked = { $max ->
    [one] Choisissez au plus { $max } réponse
   *[other] Choisissez au plus { $max } réponses
}
problem-min-date = Saisissez le { $min } ou une date ultérieure
problem-max-date = Saisissez le { $max } ou une date antérieure
problem-max-ranked = Numérotez-en au plus { $max }
problem-exclusive = Choisissez « { $option } » seul, ou décochez cette réponse
problem-email = Saisissez une adresse électronique, comme name@example.org
problem-url = Saisissez une adresse web, comme https://example.org
problem-pattern = Saisissez la réponse sous la forme que la question demande
problem-max-length = Raccourcissez le texte à { $max } caractères au plus ; il en compte { $found }
problem-total = La somme des montants doit être { $total } ; elle est de { $sum }
problem-consent = Il faut cocher cette case pour participer

# The first page
intro-minutes = Environ { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
intro-items = jusqu’à { $items ->
    [one] { $items } question
   *[other] { $items } questions
}
intro-saved = Vos réponses sont enregistrées au fur et à mesure : vous pouvez vous arrêter et revenir.
intro-kept = Un questionnaire inachevé est conservé { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}.
intro-kept-until-close = Un questionnaire inachevé est conservé jusqu’à la clôture de l’enquête.
intro-used = Si vous vous arrêtez avant la fin, les réponses déjà données peuvent tout de même être comptées.
intro-not-used = Si vous vous arrêtez avant la fin, vos réponses ne sont pas comptées.
intro-kept-title = Ce que deviennent vos réponses
consent-title = Votre consentement
consent-required = Nécessaire pour participer
decline = Je ne souhaite pas participer
refused-title = Vous avez décidé de ne pas participer
refused-text = Rien n’a été conservé à votre sujet. Nous comptons seulement que quelqu’un en a décidé ainsi.
refused-back = Revenir à la première page
gone-title = Votre questionnaire n’a pas pu être ouvert dans ce navigateur.
gone-text = Si vous venez d’appuyer sur « Commencer », votre navigateur n’a pas gardé le cookie qui retient votre place : autorisez les cookies pour ce site, puis appuyez de nouveau sur « Commencer ». Si vous aviez déjà répondu à des questions, vos réponses sont enregistrées : ouvrez votre lien personnel pour les poursuivre.
intro-controller = Responsable
intro-contact = Contact
intro-purpose = Finalité
intro-legal-ground = Base légale
intro-recipient = Accessible à
intro-transfers = Transmis à d’autres pays
intro-publication = Publié
intro-closes = Ouvert jusqu’au { $when }.

# The last page
receipt-title = Vos réponses sont bien arrivées
receipt-thanks = Merci de votre participation.
receipt-code = Reçu
receipt-keep = Conservez ce code. Il prouve que vos réponses ont été enregistrées et permet de poser des questions à leur sujet.
receipt-link = Lien vers ce reçu
receipt-sent = Ce que vous avez envoyé
receipt-at = Envoyé : { $when }
no-answer = Sans réponse
screened-title = Nous n’avons pas d’autre question
screened-text = Merci. Les autres questions s’adressent à des personnes dans une situation différente ; le questionnaire s’arrête donc ici pour vous.
quota-title = Merci de votre intérêt
quota-text = Nous avons déjà reçu assez de réponses de votre groupe.
closed-title = Cette enquête est close
closed-text = Elle ne reçoit plus de réponses. Merci de votre intérêt.
closed-meanwhile = Elle a été close avant que vous n’arriviez à la fin. Les réponses enregistrées jusque-là sont conservées ; rien ne peut plus y être ajouté.
not-open-title = Cette enquête n’est pas encore ouverte
not-open-text = Veuillez revenir plus tard.
not-open-until = Elle ouvrira le { $when }.

# Around the form
landing-title = Enquêtes en cours
landing-nothing = Aucune enquête n’est ouverte pour le moment.
landing-take = Participer
not-found-title = Page introuvable
not-found-text = Il n’y a pas de page à cette adresse. Vérifiez le lien qui vous a été donné.
busy-title = Nous sommes très sollicités en ce moment
busy-text = Vos réponses n’ont pas pu être enregistrées à l’instant. Ce que vous avez saisi est toujours sur cette page : appuyez sur « Réessayer » dans un moment.
limit-title = Trop de requêtes
limit-text = Trop de requêtes sont venues de votre appareil. Ce que vous avez saisi est toujours sur cette page : attendez une minute, puis appuyez sur « Réessayer ».
too-large-title = C’est trop long
too-large-text = La page envoyée dépasse la taille que nous pouvons recevoir. Revenez en arrière et raccourcissez vos textes.
failure-title = Un problème est survenu de notre côté
failure-text = Ce que vous aviez envoyé auparavant est enregistré. Veuillez réessayer.
failure-reference = Si cela se reproduit, communiquez-nous ce numéro : { $reference }
try-again = Réessayer
preview-note = Aperçu : rien de ce que vous saisissez ici n’est enregistré.
synthetic-note = Démonstration avec des réponses fictives.

# A report: its page
report-skip = Aller au rapport
report-contents = Sommaire
report-trends = Au fil des vagues
report-published = Publié et calculé
report-method = Méthode
report-show-table = Afficher le tableau
report-wave = Vague { $wave }
report-question = Question
report-colophon = Rapport { $report }, questionnaire version { $version }.
report-colophon-data = Données { $watermark }.
report-colophon-computed = Chaque chiffre ci-dessus est calculé à partir des réponses ; aucun n’est saisi.
report-responses = { $count ->
    [one] { $count } réponse
   *[other] { $count } réponses
}

# A report: the statement of method
method-not-stated = Non précisé.
method-synthetic = Données synthétiques
method-sponsor = Commanditaire
method-conducted-by = Réalisé par
method-population = Population
method-population-size = Elle compte { $size } unités.
method-sample = Échantillon
method-sample-opt-in = Autosélectionné : a répondu qui est venu et l’a voulu ; aucune probabilité de sélection n’est connue.
method-sample-probability = Tiré au hasard avec des probabilités connues.
method-sample-census = Toute la population a été interrogée.
method-sample-panel = Membres d’un panel auquel ils se sont inscrits eux-mêmes.
method-sample-mixed = Tiré de plusieurs façons.
method-sample-unknown = Le mode de tirage de l’échantillon n’est pas précisé.
method-frame = Base de sondage : { $frame }
method-recruitment = Recrutement
method-by-source = Entretiens par source :
method-source-screened = Les personnes pour lesquelles { $rule } est vrai ont été écartées.
method-mode = Mode de collecte
method-mode-web = Questionnaire en ligne, rempli par les répondants eux-mêmes.
method-languages = Langues
method-dates = Dates
method-dates-schedule = Du { $opens } au { $closes } ({ $zone }).
method-dates-answers = Le premier entretien a commencé le { $first }, le dernier a été envoyé le { $last } (UTC).
method-interviews = Entretiens
method-begun = Entretiens commencés : { $count }
method-complete = Complets (AAPOR 1.1) : { $count }
method-partial = Partiels, utilisables (AAPOR 1.2) : { $count }
method-break-off = Interrompus (AAPOR 2.12) : { $count }
method-screened-out = Écartés au filtrage (AAPOR 4) : { $count }
method-quota-full = Quota atteint (AAPOR 4.8) : { $count }
method-completion-rate = Taux d’achèvement : { $rate } (complets, parmi tous ceux commencés qui n’ont été ni écartés ni hors quota : { $complete } sur { $eligible }).
method-partial-rule = Un entretien inachevé est utilisable lorsque { $rule } est vrai.
method-no-response-rate = Aucun taux de réponse ne peut être donné : on ignore combien de personnes ont été atteintes.
method-census-rate = Taux de réponse : { $rate } (entretiens complets et partiels utilisables, pour une population de { $size }).
method-universe = Réponses présentées
method-universe-complete = Tous les entretiens complets : { $count }.
method-universe-usable = Tous les entretiens complets et partiels utilisables : { $count }.
method-universe-where = Ceux pour qui { $condition } : { $count }.
method-questions = Questions
method-asked-everyone = Posée à tous.
method-asked-where = Posée à ceux pour qui { $condition }.
method-rows = Lignes : { $rows }
method-answers = Réponses : { $answers }
method-weights = Pondérations
method-no-weights = Le rapport ne déclare aucune pondération.
method-weight-given = { $weight } : le nombre { $number } des données.
method-weight-raked = { $weight } : calage sur marges sur { $targets }.
method-weight-cells = { $weight } : post-stratification sur { $targets }.
method-weight-start = Le point de départ est { $number }.
method-weight-own-category = Qui n’a pas répondu forme une catégorie à part, dont la part est conservée.
method-weight-leave-out = Qui n’a pas répondu n’a pas de poids.
method-of-mean = moyenne
method-of-median = médiane
method-weight-trim-between = Tronquée entre { $min } et { $max } fois leur { $of }.
method-weight-trim-min = Tronquée à au moins { $min } fois leur { $of }.
method-weight-trim-max = Tronquée à au plus { $max } fois leur { $of }.
method-weight-source = Source des cibles : { $source }
method-quality = Qualité
method-no-rules = Le questionnaire ne déclare aucune règle de qualité, et aucun entretien n’a été retiré.
method-rules-flag = Les règles signalent des entretiens ; aucune n’en retire. Un rapport n’écarte ce qui est signalé que si son univers ou un filtre le dit.
method-speeders = Trop rapides ({ $rule }) : { $count } signalés.
method-straightlining = Réponses en ligne droite ({ $rule }) : { $count } signalés.
method-inattention = Inattention ({ $rule }) : { $count } signalés.
method-precision = Précision
method-no-answers = Il n’y a pas de réponses.
method-margin = Marge d’erreur d’une part parmi les { $count } à { $level } : au plus ± { $points } points.
method-convention = S’il s’agissait d’un échantillon aléatoire simple, une part parmi les { $count } serait à ± { $points } points près à { $level }. Ce n’en est pas un : c’est une convention et non une marge d’erreur.
method-groups = Les bases des groupes sont plus petites et figurent avec chaque tableau.
method-variance-simple = Erreurs types, intervalles et tests ne tiennent pas compte des pondérations.
method-variance-kish = Erreurs types, intervalles et tests tiennent compte des pondérations par la base effective de Kish.
method-variance-design = Erreurs types, intervalles et tests sont linéarisés sur les strates et les unités de sondage.
method-variance-calibrated = Erreurs types, intervalles et tests tiennent compte du calage des pondérations.
method-variance-default = Erreurs types, intervalles et tests tiennent compte des pondérations par la base effective de Kish, et des strates et unités de sondage par linéarisation lorsqu’un tableau les nomme.
method-small = Petits effectifs
method-small-rule = Les chiffres sur moins de { $min } personnes sont entre crochets et ne sont pas testés ; les bases inférieures à { $flag } sont signalées.
method-small-hidden = Les chiffres sur moins de { $hide } personnes sont masqués.
method-limits = Limites
method-not-random = L’échantillon n’a pas été tiré au hasard : les résultats sont ceux des personnes qui ont répondu et peuvent différer de ceux de la population d’une façon que ni pondérations ni marges ne montrent.
method-several-languages = Les réponses en plusieurs langues sont comptées ensemble.
method-wording = La formulation et l’ordre des questions, et ce que les gens ne disent pas, peuvent influencer les résultats de toute enquête.
method-licence = Données et licence
method-licence-is = Licence : { $licence }
method-publication = Les répondants ont été informés de la publication : { $text }
method-version = Questionnaire version { $version }.
method-watermark = État des données { $watermark }.
method-program = Calculé par canvass { $version }.

# A table: what stands below it
table-survey = { $title }, édition { $edition }.
table-survey-wave = { $title }, édition { $edition }, vague { $wave }.
table-item-asked-everyone = { $item } a été posée à tous.
table-item-asked-where = { $item } a été posée à ceux pour qui { $condition }.
table-row-asked-where = Parmi eux, { $item } a été posée à ceux pour qui { $condition }.
table-offered = « { $option } » a été proposée à { $count } des { $asked } personnes interrogées.
table-made-from = { $variable } : { $label }, construite à partir de { $sources }.
table-universe-usable = Parmi les réponses complètes et partielles.
table-universe-where = Parmi les réponses avec { $condition }.
table-filter = Filtre : { $condition }.
table-common-base = Seulement ceux qui sont dans la base de chacune des { $count } variables.
table-weighted = pondérée par { $weight } { $weighted }, effective { $effective } (effet de plan des pondérations { $effect })
table-whom-everyone = tout le monde
table-whom-asked = interrogées
table-whom-answered = interrogées et ayant répondu
table-whom-ticked = ayant répondu, au moins une option choisie
table-whom-of-multiple = { $first } ; à choix multiples : { $second }
table-base = Base : { $count } personnes ({ $whom }), non pondérée.
table-base-weighted = Base : { $count } personnes ({ $whom }), non pondérée ; { $weights }.
table-bases = Base de chaque variable : { $range } sur { $count } personnes ({ $whom }), non pondérée.
table-bases-weighted = Base de chaque variable : { $range } sur { $count } personnes ({ $whom }), non pondérée ; au total, { $weights }.
table-range = { $low } à { $high }
table-up-to = jusqu’à { $high }
table-list-and = { $first } et { $last }
table-list-or = { $first } ou { $last }
table-not-in-table = Hors du tableau : { $what }.
table-left-out = Exclus : { $what }.
table-left-out-each = Exclus de chaque variable : { $what }.
table-in-base-unshown = Dans la base, non présentés : { $what }.
table-chose-nothing = { $count } de la base n’ont rien choisi.
table-gave-no-answer = { $count } de la base n’ont pas répondu.
table-without-weight = { $responses } sans pondération
table-outside-bands = { $responses } hors des classes de { $variable }
table-outside-definition = { $responses } hors de la définition de { $variable }
table-does-not-hold = { $responses } pour qui { $variable } n’est pas vrai
reason-dont-know = { $count } ne sait pas
reason-refused = { $count } refus
reason-not-applicable = { $count } sans objet
reason-not-asked = { $count } non interrogés
reason-skipped = { $count } sans réponse
reason-not-reached = { $count } non atteints
reason-not-in-version = { $count } absents de la version
reason-removed = { $count } retirés
table-margin = Marge d’erreur : ± { $points } points à { $level }.
table-margin-at-most = Marge d’erreur : au plus ± { $points } points à { $level }.
table-precision = Précision s’il s’agissait d’un échantillon aléatoire simple : ± { $points } points à { $level }.
table-precision-at-most = Précision s’il s’agissait d’un échantillon aléatoire simple : au plus ± { $points } points à { $level }.
table-mentions = { $count } réponses ont été données, { $each } par personne.
table-mentions-none = { $count } réponses ont été données.
table-of-responses = Les pourcentages portent sur toutes les réponses données, non sur les personnes.
table-intervals = Intervalles : { $method }, { $level }.
table-families = Pas d’une seule famille : { $parts }.
table-calibrated = Les erreurs tiennent compte de ce à quoi { $weight } a été ajusté (calage).
family-errors = erreurs : { $family }
family-intervals = intervalles : { $family }
family-letters = lettres : { $family }
family-simple = comme d’un échantillon aléatoire simple
family-kish = sur les bases effectives (Kish)
family-linearised = par linéarisation
family-calibrated = par calage
interval-design-wald-t = linéarisés, Wald avec t
interval-design-logit = linéarisés, logit
interval-design-logit-glm = linéarisés, logit par un modèle logistique
interval-design-beta = linéarisés, Korn et Graubard
table-letters = Une lettre nomme une colonne qui est plus basse : { $method } ; { $levels } ; { $adjusted } ; les bases inférieures à { $min } ne sont pas testées.
table-arrows = ▲ et ▼ : plus haut et plus bas que tous les autres de la variable : { $method } ; { $levels } ; { $adjusted } ; les bases inférieures à { $min } ne sont pas testées.
table-two-levels = { $level } (majuscule), { $loose } (minuscule)
adjust-none = sans correction pour le nombre de comparaisons
adjust-bonferroni-row = Bonferroni dans chaque ligne
adjust-bonferroni-table = Bonferroni sur le tableau, regroupements à part
adjust-bh-row = Benjamini-Hochberg dans chaque ligne
adjust-bh-table = Benjamini-Hochberg sur le tableau, regroupements à part
test-z-pooled = z, regroupé
test-z-pooled-overlap = z, regroupé, avec le recouvrement des colonnes
test-t-dimensions = t, comme dans SPSS Data Collection
test-quantum = t, comme dans Quantum
test-t-unpooled = t, non regroupé
test-design = t, linéarisé selon le plan
test-welch = t de Welch
test-pooled = t à variance commune
test-wilcoxon = rangs, Wilcoxon
test-design-ranks = rangs, linéarisés selon le plan
table-comparison = 1 comparaison a été faite : environ { $chance } apparaîtrait par hasard.
table-comparisons = { $made } comparaisons ont été faites : environ { $chance } apparaîtraient par hasard.
table-exact-intervals = Lorsqu’une part est de { $none } ou { $all }, l’intervalle est celui de Clopper et Pearson.
table-sorted-falling = Trié par { $column }, décroissant ; ex æquo dans l’ordre du questionnaire, lignes fixées et manquantes en dernier.
table-sorted-rising = Trié par { $column }, croissant ; ex æquo dans l’ordre du questionnaire, lignes fixées et manquantes en dernier.
table-several-answers = Plusieurs réponses étaient possibles : les pourcentages peuvent ne pas totaliser 100.
table-may-not-add = Les pourcentages peuvent ne pas totaliser 100.
table-hidden-to-protect = • Masqué pour protéger les répondants : effectifs de 1 à { $most } et ce dont on pourrait les déduire.
earlier-answered = { $responses } à une version antérieure du questionnaire.
earlier-no-place-one = 1 réponse d’une version antérieure n’a pas de place dans la plus récente et est exclue : { $what }.
earlier-no-place = { $answers } réponses d’une version antérieure n’ont pas de place dans la plus récente et sont exclues : { $what }.
earlier-by-replaces = { $item } : reprise comme ce qu’elle remplace pour { $count }.
earlier-by-map = { $item } : reprise par sa table de correspondance pour { $count }.
earlier-not-in-version = { $variable } : absente de la version de { $count }.
earlier-not-offered = { $item } : « { $option } » n’a pas été proposée à { $count }.

# Figures, charts and sheets of a report
table-total = Total
table-net = Regroupement : { $label }
table-net-tag = REGR.
table-top-box = { $count } du haut
table-bottom-box = { $count } du bas
table-box-is = { $title } : { $labels }
base-line = Base
base-line-weighted = Base, pondérée
base-line-effective = Base, effective
base-of = Base : { $count }
base-of-weighted = Base : { $count }, pondérée { $weighted }
base-of-effective = Base : { $count }, pondérée { $weighted }, effective { $effective }
base-of-each = Bases : { $low } à { $high }
base-in-each-wave = Base : { $count } à chaque vague
caption-weighted = pondéré
caption-column-percent = % col.
caption-row-percent = % ligne
caption-total-percent = % total
caption-index = indice
caption-se = e.t.
caption-design-effect = effet de plan
caption-residual = résidu
caption-interval = intervalle
stat-n = Réponses
stat-mean = Moyenne
stat-sd = Écart type
stat-sd-population = Écart type (population)
stat-se = Erreur type de la moyenne
stat-ci = Intervalle de confiance de la moyenne
stat-min = Minimum
stat-max = Maximum
stat-sum = Somme
stat-q25 = Premier quartile
stat-median = Médiane
stat-q75 = Troisième quartile
stat-nps = Net promoter score
stat-mean-answers = Nombre moyen de réponses
stat-any = Au moins une de celles-ci
stat-none = Aucune de celles-ci
note-brackets = [ ] Moins de { $count } personnes : trop peu pour s’y fier.
note-brackets-effective = [ ] Moins de { $count } personnes selon la base effective : trop peu pour s’y fier.
note-flag = * Moins de { $count } personnes : à lire avec prudence.
note-flag-effective = * Moins de { $count } personnes selon la base effective : à lire avec prudence.
note-exact = { $mark } Intervalle exact.
note-independence = Indépendance vis-à-vis de { $variable } : { $found }.
note-no-test = aucun test possible
note-df-two = ddl { $first } et { $second }
note-df = ddl { $first }
note-yates = avec la correction de Yates χ² = { $statistic }, { $p }
note-fisher = test exact de Fisher { $p }
note-cramers-v = V de Cramér = { $value }
note-expected = { $share } des effectifs attendus sont inférieurs à 5
note-adjusted-wald = Wald ajusté
figure-points = { $points } points
figure-margin = ±{ $points } points
chart-bar = Diagramme en barres : { $parts }. Base { $base }.
chart-bar-alone = Diagramme en barres : { $parts }.
chart-most-and-least = Le plus souvent : { $most }, { $high } ; le moins souvent : { $least }, { $low }.
chart-most = Le plus souvent : { $most }, { $high }.
chart-stacked = Diagramme en barres empilées. { $bars }
chart-widest-apart = Écart le plus grand : { $answer }, de { $low } ({ $lowest }) à { $high } ({ $highest }).
chart-line = Graphique en lignes. { $lines }
chart-higher = { $line } est plus haut pour { $last } ({ $value }) que pour { $first } ({ $before }).
chart-lower = { $line } est plus bas pour { $last } ({ $value }) que pour { $first } ({ $before }).
chart-not-compared = { $first } et { $second } ne sont pas comparables.
chart-alternative-text = Texte de remplacement
chart-footer = Pied
trend-interval = Intervalle
trend-change = Évolution
trend-comparison = Comparaison
trend-comparable = comparable
trend-with-care = avec prudence
trend-broken = rompue
trend-linear = Tendance linéaire : { $slope } par unité de temps, { $p }.
published-agree = { $agree } des { $all } chiffres publiés se retrouvent tels que publiés, au même arrondi.
published-differ = Différents de ce qui est publié : { $count }.
published-known = Impossibles à retrouver, pour la raison indiquée à côté de chacun : { $count }.
published-that-differ = Ceux qui ne concordent pas
published-that-agree = Ceux qui concordent
published-show-agreeing = Afficher ceux qui concordent ({ $count })
published-published = Publié
published-computed = Calculé
published-agrees = concorde
published-known-to-differ = écart connu
published-differs = diffère
sheet-contents = Sommaire
sheet-figures = Chiffres
sheet-figures-title = Les chiffres cités dans le rapport, à côté de leurs valeurs publiées
sheet-trends = Tendances
sheet-trends-title = Parts et moyennes au fil des vagues
sheet-tests = Tests
sheet-tests-title = Chaque comparaison entre colonnes et tests d’indépendance
sheet-method = Méthode
sheet-method-title = Comment l’enquête a été menée
sheet-sheet = Feuille
sheet-table = Tableau
sheet-row = Ligne
sheet-column = Colonne
sheet-compared-with = Comparée à
sheet-banner = En-tête
sheet-difference = Différence
sheet-statistic = Statistique
sheet-df = Degrés de liberté
sheet-df-second = Degrés de liberté, seconds
sheet-p-adjusted = p, corrigée
sheet-independence = Indépendance
sheet-test-method = Méthode
sheet-cramers-v = V de Cramér
sheet-expected = Effectifs attendus inférieurs à 5
sheet-figure = Chiffre
sheet-kind = Type
sheet-value = Valeur
sheet-as-shown = Tel qu’affiché
sheet-effective-base = Base effective
sheet-standard-error = Erreur type
sheet-low = Inférieur
sheet-high = Supérieur
sheet-agrees = Concorde
sheet-yes = oui
sheet-no = non
sheet-why-it-differs = Raison de l’écart

# Conditions in words
cond-is = { $what } est { $values }
cond-is-not = { $what } n’est pas { $values }
cond-equals = { $what } est égal à { $other }
cond-differs = { $what } diffère de { $other }
cond-below = { $what } est inférieur à { $other }
cond-at-most = { $what } est au plus { $other }
cond-above = { $what } est supérieur à { $other }
cond-at-least = { $what } est au moins { $other }
cond-and = { $first }, et { $second }
cond-or = { $first } ou { $second }
cond-not = non ({ $what })
cond-not-flagged = non { $what }
cond-includes = { $what } comprend { $answer }
cond-not-includes = { $what } ne comprend pas { $answer }
cond-answered = { $what } a reçu une réponse
cond-not-answered = { $what } n’a pas reçu de réponse
cond-asked = { $what } a été posée
cond-not-asked = { $what } n’a pas été posée
cond-size = le nombre de réponses à { $what }
cond-rank = le rang de { $answer } dans { $what }
cond-smallest = le plus petit de { $list }
cond-largest = le plus grand de { $list }
cond-sum = la somme de { $list }
cond-years = les années révolues de { $from } à { $to }
cond-rounded = { $what }, arrondi,
cond-unknown = inconnu
cond-true = vrai
cond-false = faux
cond-consent-given = le consentement { $what } a été donné
cond-consent-not-given = le consentement { $what } n’a pas été donné
cond-arm = le bras { $arm }
cond-derived = variable dérivée { $number }
cond-extra = colonne supplémentaire { $number }
quality-speeder-rule = temps par question inférieur à { $share } de la médiane de la même langue et classe d’appareil
quality-straightline-rule = la même réponse à toutes les lignes de { $grids }
given-wave = la vague
given-wave-opened = le jour d’ouverture de la vague
given-today = le jour de l’entretien
given-source = la source
given-language = la langue
given-disposition = le statut final
given-speeder = signalé comme trop rapide
given-straightlining = signalé pour réponses en ligne droite
given-inattention = signalé pour inattention
given-removed = retiré
given-started = le jour du début
given-submitted = le jour de l’envoi
given-minutes = les minutes passées
given-device = l’appareil
given-version = la version

# Labels of what is known of a response without a question
quoted = « { $text } »
label-arm = Bras { $arm }
label-speeder = Trop rapide
label-straightlining = Réponses en ligne droite
label-inattention = Inattention
label-wave = Vague
label-wave-opened = Jour d’ouverture de la vague
label-today = Jour de l’entretien
label-source = Source
label-language = Langue
label-disposition = Statut final
label-removed = Retiré
label-started = Jour du début
label-submitted = Jour de l’envoi
label-minutes = Minutes passées
label-device = Appareil
label-version = Version
table-quantile = Quantile { $percent }
label-given = Donné
label-not-given = Non donné
label-flagged = Signalé
label-not-flagged = Non signalé
label-not-removed = Non retiré
