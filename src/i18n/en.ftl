# The respondent's form
language-label = Language
skip-to-questions = Skip to the questions
progress = { $position } of { $total }
next = Next
back = Back
send = Send my answers
start = Start
optional = Optional
all-optional = You may leave any question on this page blank.
choose-any = Choose all that apply.
choose-between = Choose { $min } to { $max } answers.
choose-at-least = Choose at least { $min ->
    [one] { $min } answer
   *[other] { $min } answers
}.
choose-up-to = Choose up to { $max ->
    [one] { $max } answer
   *[other] { $max } answers
}.
rank-hint = { $max ->
    [one] Give your first choice the number 1.
   *[other] Number your choices from 1 (first) to { $max }. You may number fewer.
}
allocation-hint = The amounts must add up to { $total }.
allocation-sum = Sum
allocation-of-total = { $sum } of { $total }
allocation-announced = Sum: { $sum } of { $total }
not-ranked = –
nothing-chosen = No answer
specify = Please specify
clear-answer = Clear my answer
new-questions = { $count ->
    [one] Your answers lead to one more question on this page. It is marked below.
   *[other] Your answers lead to { $count } more questions on this page. They are marked below.
}
summary-title = { $count ->
    [one] One answer needs another look
   *[other] { $count } answers need another look
}
error-prefix = Problem:
saved = Saved
not-saved = Not saved yet, will try again
revealed = One more question appeared:
elsewhere-title = Continue later or on another device
elsewhere-hint = Open this link to go on where you stopped. It is yours alone: whoever has it sees your answers.
elsewhere-label = Your personal link

# What is wrong with an answer, and what to do
problem-required = Choose one answer
problem-required-text = Type an answer
problem-required-number = Enter a number
problem-required-or = Choose one answer, or “{ $option }”
problem-required-multiple = Choose at least one answer
problem-required-row = Choose an answer for “{ $row }”
problem-unknown-item = This answer belongs to no question of this survey. Leave it out
problem-unknown-code = Choose one of the answers listed
problem-number = Enter a number in digits, for example { $example }
problem-date = Enter a date as year-month-day, for example { $example }
problem-rank = Give each number only once
problem-value = This answer does not have the form the question needs
problem-decimals = { $decimals ->
    [0] Enter a whole number
    [one] Use at most { $decimals } digit after the decimal point
   *[other] Use at most { $decimals } digits after the decimal point
}
problem-min = Enter { $min } or more
problem-max = Enter { $max } or less
problem-min-ticked = { $min ->
    [one] Choose at least { $min } answer
   *[other] Choose at least { $min } answers
}
problem-max-ticked = { $max ->
    [one] Choose at most { $max } answer
   *[other] Choose at most { $max } answers
}
problem-min-date = Enter { $min } or a later date
problem-max-date = Enter { $max } or an earlier date
problem-max-ranked = Number at most { $max } of them
problem-exclusive = Choose “{ $option }” alone, or untick it
problem-email = Enter an e-mail address, like name@example.org
problem-url = Enter a web address, like https://example.org
problem-pattern = Type the answer in the form the question asks for
problem-max-length = Shorten the text to { $max } characters or fewer; it has { $found }
problem-total = The amounts must add up to { $total }; they add up to { $sum }
problem-consent = This box must be ticked to take part

# The first page
intro-minutes = About { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
intro-items = up to { $items ->
    [one] { $items } question
   *[other] { $items } questions
}
intro-saved = Your answers are saved as you give them, so you can stop and come back.
intro-kept = An unfinished questionnaire is kept for { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
intro-kept-until-close = An unfinished questionnaire is kept until the survey closes.
intro-used = If you stop before the end, the answers you gave may still be counted.
intro-not-used = If you stop before the end, your answers are not counted.
intro-kept-title = What happens to your answers
consent-title = Your consent
consent-required = Needed to take part
decline = I do not want to take part
refused-title = You have decided not to take part
refused-text = Nothing about you was kept. We only count that somebody decided so.
refused-back = Back to the first page
gone-title = Your interview could not be opened in this browser.
gone-text = If you have just pressed Start, your browser did not keep the cookie that holds your place: allow cookies for this site, then press Start again. If you had answered questions before, they are saved: open your personal link to go on with them.
intro-controller = Responsible
intro-contact = Contact
intro-purpose = Purpose
intro-legal-ground = Legal ground
intro-recipient = Seen by
intro-transfers = Sent to other countries
intro-publication = Published
intro-closes = Open until { $when }.

# The last page
receipt-title = Your answers have arrived
receipt-thanks = Thank you for taking part.
receipt-code = Receipt
receipt-keep = Keep this code. It is the proof that your answers were stored, and the way to ask about them.
receipt-link = Link to this receipt
receipt-sent = What you sent
receipt-at = Sent { $when }
no-answer = No answer
screened-title = That is all we need to ask
screened-text = Thank you. The other questions are for people in a different situation, so your interview ends here.
quota-title = Thank you for your interest
quota-text = We have already heard from enough people in your group.
closed-title = This survey is closed
closed-text = It no longer takes answers. Thank you for your interest.
closed-meanwhile = It closed before you came to the end. The answers that were saved until then are kept; nothing more can be added to them.
not-open-title = This survey is not open yet
not-open-text = Please come back later.
not-open-until = It opens { $when }.

# Around the form
landing-title = Surveys open now
landing-nothing = No survey is open at the moment.
landing-take = Take part
not-found-title = Page not found
not-found-text = There is no page at this address. Check the link you were given.
busy-title = We are busy at the moment
busy-text = Your answers could not be saved just now. What you typed is kept on this page: press Try again in a moment.
limit-title = Too many requests
limit-text = There were too many requests from your device. What you typed is kept on this page: wait a minute, then press Try again.
too-large-title = That is too long
too-large-text = The page you sent is larger than we can take. Go back and shorten your texts.
failure-title = Something went wrong on our side
failure-text = What you had sent before is saved. Please try again.
failure-reference = If it happens again, tell us this number: { $reference }
try-again = Try again
preview-note = Preview: nothing you enter here is stored.
synthetic-note = Demonstration with synthetic answers.

# A report: its page
report-skip = Skip to the report
report-contents = Contents
report-trends = Over the waves
report-published = Published and computed
report-method = Method
report-show-table = Show the table
report-wave = Wave { $wave }
report-question = Question
report-colophon = Report { $report }, questionnaire version { $version }.
report-colophon-data = Data { $watermark }.
report-colophon-computed = Every figure above is computed from the answers; none is typed.
report-responses = { $count ->
    [one] { $count } response
   *[other] { $count } responses
}

# A report: the statement of method
method-not-stated = Not stated.
method-synthetic = Synthetic data
method-sponsor = Sponsor
method-conducted-by = Conducted by
method-population = Population
method-population-size = They are { $size }.
method-sample = Sample
method-sample-opt-in = Self-selected: whoever came and wanted to answered, so no chance of selection is known.
method-sample-probability = Drawn at random with known chances.
method-sample-census = Everybody of the population was asked.
method-sample-panel = Members of a panel, who joined it by themselves.
method-sample-mixed = Drawn in several ways.
method-sample-unknown = How the sample was drawn is not stated.
method-frame = Frame: { $frame }
method-recruitment = Recruitment
method-by-source = Interviews by source:
method-source-screened = Those for whom { $rule } holds were screened out.
method-mode = Mode
method-mode-web = Questionnaire on the web, filled in by the respondents themselves.
method-languages = Languages
method-dates = Dates
method-dates-schedule = From { $opens } to { $closes } ({ $zone }).
method-dates-answers = The first interview began on { $first }, the last was sent on { $last } (UTC).
method-interviews = Interviews
method-begun = Interviews begun: { $count }
method-complete = Complete (AAPOR 1.1): { $count }
method-partial = Partial, usable (AAPOR 1.2): { $count }
method-break-off = Broken off (AAPOR 2.12): { $count }
method-screened-out = Screened out (AAPOR 4): { $count }
method-quota-full = Quota full (AAPOR 4.8): { $count }
method-completion-rate = Completion rate: { $rate } (complete, of all that were begun and neither screened out nor over a quota: { $complete } of { $eligible }).
method-partial-rule = An unfinished interview is usable where { $rule } holds.
method-no-response-rate = No response rate can be given: it is not known how many were reached.
method-census-rate = Response rate: { $rate } (complete and usable partial interviews, of a population of { $size }).
method-universe = Whose answers are shown
method-universe-complete = All complete interviews: { $count }.
method-universe-usable = All complete and usable partial interviews: { $count }.
method-universe-where = Those for whom { $condition }: { $count }.
method-questions = Questions
method-asked-everyone = Asked of everyone.
method-asked-where = Asked of those for whom { $condition }.
method-rows = Rows: { $rows }
method-answers = Answers: { $answers }
method-weights = Weights
method-no-weights = The report declares no weights.
method-weight-given = { $weight }: the number { $number } of the data.
method-weight-raked = { $weight }: raked to { $targets }.
method-weight-cells = { $weight }: post-stratified to { $targets }.
method-weight-start = They start from { $number }.
method-weight-own-category = Who gave no answer is a category of its own, whose share is kept.
method-weight-leave-out = Who gave no answer has no weight.
method-of-mean = mean
method-of-median = median
method-weight-trim-between = Trimmed to between { $min } and { $max } times their { $of }.
method-weight-trim-min = Trimmed to at least { $min } times their { $of }.
method-weight-trim-max = Trimmed to at most { $max } times their { $of }.
method-weight-source = Source of the targets: { $source }
method-quality = Quality
method-no-rules = The questionnaire declares no rule of quality, and no interview was removed.
method-rules-flag = Rules flag interviews; none is removed by a rule. A report leaves out what is flagged only where its universe or a filter says so.
method-speeders = Speeders ({ $rule }): { $count } flagged.
method-straightlining = Straightlining ({ $rule }): { $count } flagged.
method-inattention = Inattention ({ $rule }): { $count } flagged.
method-precision = Precision
method-no-answers = There are no answers.
method-margin = Margin of error of a share of all { $count } at { $level }: at most ± { $points } points.
method-convention = If this were a simple random sample, a share of all { $count } would be within ± { $points } points at { $level }. It is not one, so this is a convention and no margin of error.
method-groups = Bases of groups are smaller and stand with each table.
method-variance-simple = Standard errors, intervals and tests leave weights out of account.
method-variance-kish = Standard errors, intervals and tests take weights into account by Kish’s effective base.
method-variance-design = Standard errors, intervals and tests are linearised over strata and sampling units.
method-variance-calibrated = Standard errors, intervals and tests take the calibration of the weights into account.
method-variance-default = Standard errors, intervals and tests take weights into account by Kish’s effective base, and strata and sampling units by linearisation where a table names them.
method-small = Small numbers
method-small-rule = Figures on fewer than { $min } people stand in brackets and are not tested; bases below { $flag } are marked.
method-small-hidden = Figures on fewer than { $hide } people are hidden.
method-limits = Limits
method-not-random = The sample was not drawn at random: results are of those who answered, and may differ from the population’s in ways that weights and margins do not show.
method-several-languages = Answers in several languages are counted together.
method-wording = Wording and order of questions, and what people do not tell, can influence every survey’s results.
method-licence = Data and licence
method-licence-is = Licence: { $licence }
method-publication = Respondents were told of publication: { $text }
method-version = Questionnaire version { $version }.
method-watermark = State of the data { $watermark }.
method-program = Computed by canvass { $version }.

# A table: what stands below it
table-survey = { $title }, edition { $edition }.
table-survey-wave = { $title }, edition { $edition }, wave { $wave }.
table-item-asked-everyone = { $item } was asked of everyone.
table-item-asked-where = { $item } was asked of those for whom { $condition }.
table-row-asked-where = Of them, { $item } was asked of those for whom { $condition }.
table-offered = “{ $option }” was offered to { $count } of the { $asked } asked.
table-made-from = { $variable }: { $label }, made from { $sources }.
table-universe-usable = Of complete and partial responses.
table-universe-where = Of responses with { $condition }.
table-filter = Filter: { $condition }.
table-common-base = Only of those in the base of each of the { $count } variables.
table-weighted = weighted by { $weight } { $weighted }, effective { $effective } (design effect of the weights { $effect })
table-whom-everyone = everyone
table-whom-asked = asked
table-whom-answered = asked and answered
table-whom-ticked = answered, at least one option chosen
table-whom-of-multiple = { $first }; of a multiple: { $second }
table-base = Base: { $count } people ({ $whom }), unweighted.
table-base-weighted = Base: { $count } people ({ $whom }), unweighted; { $weights }.
table-bases = Base of each variable: { $range } of { $count } people ({ $whom }), unweighted.
table-bases-weighted = Base of each variable: { $range } of { $count } people ({ $whom }), unweighted; of all, { $weights }.
table-range = { $low } to { $high }
table-up-to = up to { $high }
table-list-and = { $first } and { $last }
table-list-or = { $first } or { $last }
table-not-in-table = Not in the table: { $what }.
table-left-out = Left out: { $what }.
table-left-out-each = Left out of each variable: { $what }.
table-in-base-unshown = In the base, not shown: { $what }.
table-chose-nothing = { $count } of the base chose nothing.
table-gave-no-answer = { $count } of the base gave no answer.
table-without-weight = { $responses } without a weight
table-outside-bands = { $responses } outside the bands of { $variable }
table-outside-definition = { $responses } outside the definition of { $variable }
table-does-not-hold = { $responses } for whom { $variable } does not hold
reason-dont-know = { $count } don’t know
reason-refused = { $count } refused
reason-not-applicable = { $count } not applicable
reason-not-asked = { $count } not asked
reason-skipped = { $count } skipped
reason-not-reached = { $count } not reached
reason-not-in-version = { $count } not in version
reason-removed = { $count } removed
table-margin = Margin of error: ± { $points } points at { $level }.
table-margin-at-most = Margin of error: at most ± { $points } points at { $level }.
table-precision = Precision if this were a simple random sample: ± { $points } points at { $level }.
table-precision-at-most = Precision if this were a simple random sample: at most ± { $points } points at { $level }.
table-mentions = { $count } answers were given, { $each } a person.
table-mentions-none = { $count } answers were given.
table-of-responses = Percentages are of all answers given, not of people.
table-intervals = Intervals: { $method }, { $level }.
table-families = Not of one family: { $parts }.
table-calibrated = Errors know what { $weight } was fitted to (calibrated).
family-errors = errors { $family }
family-intervals = intervals { $family }
family-letters = letters { $family }
family-simple = as of a simple random sample
family-kish = on effective bases (Kish)
family-linearised = linearised
family-calibrated = calibrated
interval-design-wald-t = linearised, Wald with t
interval-design-logit = linearised, logit
interval-design-logit-glm = linearised, logit by a logistic model
interval-design-beta = linearised, Korn and Graubard
table-letters = A letter names a column that is lower: { $method }; { $levels }; { $adjusted }; bases below { $min } are not tested.
table-arrows = ▲ and ▼: higher and lower than everyone else of the variable: { $method }; { $levels }; { $adjusted }; bases below { $min } are not tested.
table-two-levels = { $level } (capital), { $loose } (small)
adjust-none = not adjusted for the number of comparisons
adjust-bonferroni-row = Bonferroni within each row
adjust-bonferroni-table = Bonferroni over the table, nets by themselves
adjust-bh-row = Benjamini-Hochberg within each row
adjust-bh-table = Benjamini-Hochberg over the table, nets by themselves
test-z-pooled = z, pooled
test-z-pooled-overlap = z, pooled, with the overlap of columns
test-t-dimensions = t, as in SPSS Data Collection
test-quantum = t, as in Quantum
test-t-unpooled = t, unpooled
test-design = t, linearised by the design
test-welch = Welch’s t
test-pooled = t with a common variance
test-wilcoxon = ranks, Wilcoxon
test-design-ranks = ranks, linearised by the design
table-comparison = 1 comparison was made: about { $chance } would appear by chance.
table-comparisons = { $made } comparisons were made: about { $chance } would appear by chance.
table-exact-intervals = Where a share is { $none } or { $all }, the interval is that of Clopper and Pearson.
table-sorted-falling = Sorted by { $column }, falling; ties in the order of the questionnaire, pinned and missing rows last.
table-sorted-rising = Sorted by { $column }, rising; ties in the order of the questionnaire, pinned and missing rows last.
table-several-answers = Several answers were possible, so percentages may not add to 100.
table-may-not-add = Percentages may not add to 100.
table-hidden-to-protect = • Hidden to protect respondents: counts of 1 to { $most }, and what they could be worked out from.
earlier-answered = { $responses } answered an earlier version of the questionnaire.
earlier-no-place-one = 1 answer given in an earlier version has no place in the newest and is left out: { $what }.
earlier-no-place = { $answers } answers given in an earlier version have no place in the newest and are left out: { $what }.
earlier-by-replaces = { $item }: carried over as what it replaces for { $count }.
earlier-by-map = { $item }: carried over by its map for { $count }.
earlier-not-in-version = { $variable }: not in the version of { $count }.
earlier-not-offered = { $item }: “{ $option }” was not offered to { $count }.

# Figures, charts and sheets of a report
table-total = Total
table-net = Net: { $label }
table-net-tag = NET
table-top-box = Top { $count }
table-bottom-box = Bottom { $count }
table-box-is = { $title }: { $labels }
base-line = Base
base-line-weighted = Base, weighted
base-line-effective = Base, effective
base-of = Base: { $count }
base-of-weighted = Base: { $count }, weighted { $weighted }
base-of-effective = Base: { $count }, weighted { $weighted }, effective { $effective }
base-of-each = Bases: { $low } to { $high }
base-in-each-wave = Base: { $count } in each wave
caption-weighted = weighted
caption-column-percent = col %
caption-row-percent = row %
caption-total-percent = total %
caption-index = index
caption-se = s.e.
caption-design-effect = design effect
caption-residual = residual
caption-interval = interval
stat-n = Answers
stat-mean = Mean
stat-sd = Standard deviation
stat-sd-population = Standard deviation (population)
stat-se = Standard error of the mean
stat-ci = Confidence interval of the mean
stat-min = Smallest
stat-max = Largest
stat-sum = Sum
stat-q25 = Lower quartile
stat-median = Median
stat-q75 = Upper quartile
stat-nps = Net promoter score
stat-mean-answers = Mean number of answers
stat-any = Any of these
stat-none = None of these
note-brackets = [ ] Fewer than { $count } people: too few to rely on.
note-brackets-effective = [ ] Fewer than { $count } people, by the effective base: too few to rely on.
note-flag = * Fewer than { $count } people: read with care.
note-flag-effective = * Fewer than { $count } people, by the effective base: read with care.
note-exact = { $mark } Exact interval.
note-independence = Independence of { $variable }: { $found }.
note-no-test = no test is possible
note-df-two = df { $first } and { $second }
note-df = df { $first }
note-yates = with Yates’s correction χ² = { $statistic }, { $p }
note-fisher = Fisher’s exact test { $p }
note-cramers-v = Cramér’s V = { $value }
note-expected = { $share } of expected counts are below 5
note-adjusted-wald = adjusted Wald
figure-points = { $points } points
figure-margin = ±{ $points } points
chart-bar = Bar chart: { $parts }. Base { $base }.
chart-bar-alone = Bar chart: { $parts }.
chart-most-and-least = Most often: { $most }, { $high }; least often: { $least }, { $low }.
chart-most = Most often: { $most }, { $high }.
chart-stacked = Stacked bar chart. { $bars }
chart-widest-apart = Widest apart: { $answer }, from { $low } ({ $lowest }) to { $high } ({ $highest }).
chart-line = Line chart. { $lines }
chart-higher = { $line } is higher at { $last } ({ $value }) than at { $first } ({ $before }).
chart-lower = { $line } is lower at { $last } ({ $value }) than at { $first } ({ $before }).
chart-not-compared = { $first } and { $second } cannot be compared.
chart-alternative-text = Alternative text
chart-footer = Footer
trend-interval = Interval
trend-change = Change
trend-comparison = Comparison
trend-comparable = comparable
trend-with-care = with care
trend-broken = broken
trend-linear = Linear trend: { $slope } a unit of time, { $p }.
published-agree = { $agree } of { $all } published figures come out as published, rounded as they were.
published-differ = Not as published: { $count }.
published-known = { $count } cannot be reached, for the reason beside each.
published-that-differ = Those that do not agree
published-that-agree = Those that agree
published-show-agreeing = Show those that agree ({ $count })
published-published = Published
published-computed = Computed
published-agrees = agrees
published-known-to-differ = known to differ
published-differs = differs
sheet-contents = Contents
sheet-figures = Figures
sheet-figures-title = The numbers quoted in the report, beside their published values
sheet-trends = Trends
sheet-trends-title = Shares and means over waves
sheet-tests = Tests
sheet-tests-title = Every comparison between columns, and tests of independence
sheet-method = Method
sheet-method-title = How the survey was done
sheet-sheet = Sheet
sheet-table = Table
sheet-row = Row
sheet-column = Column
sheet-compared-with = Compared with
sheet-banner = Banner
sheet-difference = Difference
sheet-statistic = Statistic
sheet-df = Degrees of freedom
sheet-df-second = Degrees of freedom, second
sheet-p-adjusted = p, adjusted
sheet-independence = Independence
sheet-test-method = Method
sheet-cramers-v = Cramér’s V
sheet-expected = Expected counts below 5
sheet-figure = Figure
sheet-kind = Kind
sheet-value = Value
sheet-as-shown = As shown
sheet-effective-base = Effective base
sheet-standard-error = Standard error
sheet-low = Low
sheet-high = High
sheet-agrees = Agrees
sheet-yes = yes
sheet-no = no
sheet-why-it-differs = Why it differs

# Conditions in words
cond-is = { $what } is { $values }
cond-is-not = { $what } is not { $values }
cond-equals = { $what } equals { $other }
cond-differs = { $what } differs from { $other }
cond-below = { $what } is below { $other }
cond-at-most = { $what } is at most { $other }
cond-above = { $what } is above { $other }
cond-at-least = { $what } is at least { $other }
cond-and = { $first }, and { $second }
cond-or = { $first } or { $second }
cond-not = not ({ $what })
cond-not-flagged = not { $what }
cond-includes = { $what } includes { $answer }
cond-not-includes = { $what } does not include { $answer }
cond-answered = { $what } was answered
cond-not-answered = { $what } was not answered
cond-asked = { $what } was asked
cond-not-asked = { $what } was not asked
cond-size = the number of answers to { $what }
cond-rank = the rank of { $answer } in { $what }
cond-smallest = the smallest of { $list }
cond-largest = the largest of { $list }
cond-sum = the sum of { $list }
cond-years = the completed years from { $from } to { $to }
cond-rounded = { $what }, rounded,
cond-unknown = unknown
cond-true = true
cond-false = false
cond-consent-given = consent to { $what } was given
cond-consent-not-given = consent to { $what } was not given
cond-arm = the arm { $arm }
cond-derived = derived variable { $number }
cond-extra = extra column { $number }
quality-speeder-rule = time per item below { $share } of the median of the same language and device class
quality-straightline-rule = the same answer to all rows of { $grids }
given-wave = the wave
given-wave-opened = the day the wave opened
given-today = the day of the interview
given-source = the source
given-language = the language
given-disposition = the disposition
given-speeder = flagged as a speeder
given-straightlining = flagged for straightlining
given-inattention = flagged for inattention
given-removed = removed
given-started = the day of the start
given-submitted = the day of submission
given-minutes = the minutes taken
given-device = the device
given-version = the version

# Labels of what is known of a response without a question
quoted = “{ $text }”
label-arm = Arm { $arm }
label-speeder = Speeder
label-straightlining = Straightlining
label-inattention = Inattention
label-wave = Wave
label-wave-opened = Day the wave opened
label-today = Day of the interview
label-source = Source
label-language = Language
label-disposition = Disposition
label-removed = Removed
label-started = Day of the start
label-submitted = Day of submission
label-minutes = Minutes taken
label-device = Device
label-version = Version
table-quantile = { $percent } quantile
label-given = Given
label-not-given = Not given
label-flagged = Flagged
label-not-flagged = Not flagged
label-not-removed = Not removed
