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
