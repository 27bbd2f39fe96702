# The respondent's form
language-label = 언어
skip-to-questions = 질문으로 바로 가기
progress = { $total }쪽 중 { $position }쪽
next = 다음
back = 이전
send = 응답 보내기
start = 시작하기
optional = 선택
all-optional = 이 페이지의 질문은 답하지 않고 넘어가셔도 됩니다.
choose-any = 해당하는 것을 모두 골라 주세요.
choose-between = { $min }개에서 { $max }개까지 골라 주세요.
choose-at-least = { $min }개 이상 골라 주세요.
choose-up-to = { $max }개까지 골라 주세요.
rank-hint = { $max ->
    [1] 첫 번째로 꼽는 것에 1을 매겨 주세요.
   *[other] 1(첫째)부터 { $max }까지 순위를 매겨 주세요. 더 적게 매기셔도 됩니다.
}
allocation-hint = 합계가 { $total }이(가) 되어야 합니다.
allocation-sum = 합계
allocation-of-total = { $sum } / { $total }
allocation-announced = 합계 { $sum }, 목표 { $total }
not-ranked = –
nothing-chosen = 답 없음
specify = 자세히 적어 주세요
clear-answer = 답 지우기
new-questions = 답하신 내용에 따라 이 페이지에 질문 { $count }개가 더 생겼습니다. 아래에 표시되어 있습니다.
summary-title = 다시 확인할 답이 { $count }개 있습니다
error-prefix = 확인 필요:
saved = 저장됨
not-saved = 아직 저장되지 않았습니다. 다시 시도합니다
revealed = 질문이 하나 더 나타났습니다:
elsewhere-title = 나중에 또는 다른 기기에서 계속하기
elsewhere-hint = 이 링크를 열면 멈춘 곳에서 이어집니다. 링크를 가진 사람은 답을 볼 수 있으니 혼자만 간직하세요.
elsewhere-label = 나만의 링크

# What is wrong with an answer, and what to do
problem-required = 답을 하나 골라 주세요
problem-required-text = 답을 적어 주세요
problem-required-number = 숫자를 입력해 주세요
problem-required-or = 답을 하나 고르거나 “{ $option }”를 골라 주세요
problem-required-multiple = 하나 이상 골라 주세요
problem-required-row = “{ $row }” 항목의 답을 골라 주세요
problem-unknown-item = 이 설문에 없는 질문의 답입니다. 빼 주세요
problem-unknown-code = 목록에 있는 답 중에서 골라 주세요
problem-number = 숫자로 입력해 주세요. 예: { $example }
problem-date = 연-월-일 순서로 날짜를 입력해 주세요. 예: { $example }
problem-rank = 같은 숫자는 한 번만 매겨 주세요
problem-value = 질문이 요구하는 형식의 답이 아닙니다
problem-decimals = { $decimals ->
    [0] 정수를 입력해 주세요
   *[other] 소수점 아래 { $decimals }자리까지만 입력해 주세요
}
problem-min = { $min } 이상을 입력해 주세요
problem-max = { $max } 이하를 입력해 주세요
problem-min-ticked = { $min }개 이상 골라 주세요
problem-max-ticked = { $max }개까지만 골라 주세요
problem-min-date = { $min } 또는 그 이후 날짜를 입력해 주세요
problem-max-date = { $max } 또는 그 이전 날짜를 입력해 주세요
problem-max-ranked = { $max }개까지만 순위를 매겨 주세요
problem-exclusive = “{ $option }”만 고르거나 그 선택을 해제해 주세요
problem-email = name@example.org 같은 이메일 주소를 입력해 주세요
problem-url = https://example.org 같은 웹 주소를 입력해 주세요
problem-pattern = 질문에서 요구하는 형식으로 적어 주세요
problem-max-length = { $max }자 이내로 줄여 주세요. 지금은 { $found }자입니다
problem-total = 합계가 { $total }이(가) 되어야 합니다. 지금은 { $sum }입니다
problem-consent = 참여하시려면 이 항목에 동의해야 합니다

# The first page
intro-minutes = 약 { $minutes }분
intro-items = 최대 { $items }문항
intro-saved = 답은 입력하는 대로 저장되므로 언제든 멈추었다가 이어서 할 수 있습니다.
intro-kept = 끝내지 않은 설문은 { $days }일 동안 보관됩니다.
intro-kept-until-close = 끝내지 않은 설문은 조사가 마감될 때까지 보관됩니다.
intro-used = 중간에 그만두셔도 그때까지의 답은 집계에 쓰일 수 있습니다.
intro-not-used = 중간에 그만두시면 답은 집계에 쓰이지 않습니다.
intro-kept-title = 답은 이렇게 다루어집니다
consent-title = 동의
consent-required = 참여에 필요합니다
decline = 참여하지 않겠습니다
refused-title = 참여하지 않기로 하셨습니다
refused-text = 귀하에 대한 정보는 아무것도 저장되지 않았습니다. 참여하지 않은 사람의 수만 셉니다.
refused-back = 첫 페이지로 돌아가기
gone-title = 이 브라우저에서 응답을 이어서 열 수 없습니다.
gone-text = 방금 ‘시작하기’를 누르셨다면 브라우저가 응답 위치를 기억하는 쿠키를 저장하지 않은 것입니다. 이 사이트의 쿠키를 허용한 뒤 다시 눌러 주세요. 이미 응답하신 것이 있다면 저장되어 있으니 개인 링크를 열어 계속해 주세요.
intro-controller = 책임 기관
intro-contact = 문의
intro-purpose = 목적
intro-legal-ground = 법적 근거
intro-recipient = 열람하는 사람
intro-transfers = 국외 이전
intro-publication = 공개
intro-closes = { $when }까지 참여할 수 있습니다.

# The last page
receipt-title = 응답이 도착했습니다
receipt-thanks = 참여해 주셔서 감사합니다.
receipt-code = 접수 번호
receipt-keep = 이 번호를 간직해 주세요. 응답이 저장되었다는 증거이며, 문의하실 때 필요합니다.
receipt-link = 접수증 링크
receipt-sent = 보내신 내용
receipt-at = { $when }에 보냄
no-answer = 답 없음
screened-title = 여기까지 여쭙겠습니다
screened-text = 감사합니다. 나머지 질문은 다른 상황에 계신 분들을 위한 것이어서 설문은 여기서 끝납니다.
quota-title = 관심에 감사드립니다
quota-text = 같은 집단에 계신 분들의 답을 이미 충분히 받았습니다.
closed-title = 마감된 설문입니다
closed-text = 더 이상 응답을 받지 않습니다. 관심에 감사드립니다.
closed-meanwhile = 끝까지 응답하시기 전에 마감되었습니다. 그때까지 저장된 응답은 보관되며, 더 추가할 수는 없습니다.
not-open-title = 아직 시작하지 않은 설문입니다
not-open-text = 나중에 다시 찾아 주세요.
not-open-until = { $when }에 시작합니다.

# Around the form
landing-title = 진행 중인 설문
landing-nothing = 지금 진행 중인 설문이 없습니다.
landing-take = 참여하기
not-found-title = 페이지를 찾을 수 없습니다
not-found-text = 이 주소에는 페이지가 없습니다. 받으신 링크를 확인해 주세요.
busy-title = 지금은 접속이 많습니다
busy-text = 방금은 답을 저장하지 못했습니다. 입력하신 내용은 이 페이지에 남아 있으니 잠시 후 다시 시도를 눌러 주세요.
limit-title = 요청이 너무 많습니다
limit-text = 이 기기에서 보낸 요청이 너무 많습니다. 입력하신 내용은 이 페이지에 남아 있으니 1분 뒤에 다시 시도를 눌러 주세요.
too-large-title = 내용이 너무 깁니다
too-large-text = 보내신 페이지가 받을 수 있는 크기를 넘었습니다. 뒤로 가서 글을 줄여 주세요.
failure-title = 저희 쪽에 문제가 생겼습니다
failure-text = 앞서 보내신 내용은 저장되어 있습니다. 다시 시도해 주세요.
failure-reference = 같은 일이 되풀이되면 이 번호를 알려 주세요: { $reference }
try-again = 다시 시도
preview-note = 미리 보기: 여기에 입력한 내용은 저장되지 않습니다.
synthetic-note = 합성된 응답으로 보여 드리는 시연입니다.
