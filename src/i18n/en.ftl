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
