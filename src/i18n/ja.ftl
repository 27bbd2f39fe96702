# The respondent's form
language-label = 言語
skip-to-questions = 質問へ移動
progress = { $total }ページ中 { $position }ページ目
next = 次へ
back = 戻る
send = 回答を送信する
start = 始める
optional = 任意
all-optional = このページの質問は、どれも空欄のままでかまいません。
choose-any = 当てはまるものをすべて選んでください。
choose-between = { $min }個から{ $max }個まで選んでください。
choose-at-least = { $min }個以上選んでください。
choose-up-to = { $max }個まで選んでください。
rank-hint = { $max ->
    [1] 最も当てはまるものに1を付けてください。
   *[other] 1（1番目）から{ $max }まで順位を付けてください。それより少なくてもかまいません。
}
allocation-hint = 合計を { $total } にしてください。
allocation-sum = 合計
allocation-of-total = { $sum } / { $total }
allocation-announced = 合計 { $sum }、目標 { $total }
not-ranked = –
nothing-chosen = 回答なし
specify = 具体的にお書きください
clear-answer = 回答を消す
new-questions = ご回答に応じて、このページに質問が{ $count }問追加されました。下に印を付けてあります。
summary-title = ご確認いただきたい回答が{ $count }件あります
error-prefix = 要確認：
saved = 保存しました
not-saved = まだ保存されていません。もう一度試します
revealed = 質問が追加されました：
elsewhere-title = 後で、または別の端末で続ける
elsewhere-hint = このリンクを開くと、中断したところから続けられます。リンクを知っている人は回答を見られますので、ほかの人には教えないでください。
elsewhere-label = あなた専用のリンク

# What is wrong with an answer, and what to do
problem-required = 回答を1つ選んでください
problem-required-text = 回答を入力してください
problem-required-number = 数値を入力してください
problem-required-or = 回答を1つ選ぶか、「{ $option }」を選んでください
problem-required-multiple = 少なくとも1つ選んでください
problem-required-row = 「{ $row }」の回答を選んでください
problem-unknown-item = この調査にない質問への回答です。取り除いてください
problem-unknown-code = 表示されている回答から選んでください
problem-number = 数字で入力してください（例：{ $example }）
problem-date = 日付を年-月-日の形で入力してください（例：{ $example }）
problem-rank = 同じ数字は1回だけ使ってください
problem-value = 回答の形式が質問に合っていません
problem-decimals = { $decimals ->
    [0] 整数を入力してください
   *[other] 小数点以下は{ $decimals }桁までにしてください
}
problem-min = { $min }以上の値を入力してください
problem-max = { $max }以下の値を入力してください
problem-min-ticked = { $min }個以上選んでください
problem-max-ticked = { $max }個までにしてください
problem-min-date = { $min }以降の日付を入力してください
problem-max-date = { $max }以前の日付を入力してください
problem-max-ranked = 順位を付けるのは{ $max }個までにしてください
problem-exclusive = 「{ $option }」だけを選ぶか、その選択を外してください
problem-email = name@example.org のようなメールアドレスを入力してください
problem-url = https://example.org のようなウェブアドレスを入力してください
problem-pattern = 質問で求められている形で入力してください
problem-max-length = { $max }文字以内に短くしてください（現在{ $found }文字）
problem-total = 合計を { $total } にしてください。今は { $sum } です
problem-consent = 参加するには、この項目への同意が必要です

# The first page
intro-minutes = 約{ $minutes }分
intro-items = 最大{ $items }問
intro-saved = 回答は入力のたびに保存されます。いつでも中断して、後で続けられます。
intro-kept = 途中の回答は{ $days }日間保管されます。
intro-kept-until-close = 途中の回答は、調査の締め切りまで保管されます。
intro-used = 最後まで進まずに終えた場合も、それまでの回答が集計に使われることがあります。
intro-not-used = 最後まで進まずに終えた場合、回答は集計に使われません。
intro-kept-title = 回答の取り扱い
consent-title = 同意の確認
consent-required = 参加に必要です
decline = 参加しません
refused-title = 参加しないことを選択されました
refused-text = あなたに関する情報は保存されていません。参加されなかった方の数だけを数えています。
refused-back = 最初のページに戻る
gone-title = このブラウザーでは回答の続きを開けませんでした。
gone-text = 「始める」を押した直後であれば、回答位置を覚えておくためのCookieがブラウザーに保存されていません。このサイトのCookieを許可してから、もう一度「始める」を押してください。すでに回答された内容は保存されています。あなた専用のリンクを開いて続けてください。
intro-controller = 責任者
intro-contact = 連絡先
intro-purpose = 目的
intro-legal-ground = 法的根拠
intro-recipient = 閲覧する人
intro-transfers = 国外への移転
intro-publication = 公開
intro-closes = { $when }まで回答できます。

# The last page
receipt-title = 回答を受け付けました
receipt-thanks = ご協力ありがとうございました。
receipt-code = 受付番号
receipt-keep = この番号を控えておいてください。回答が保存されたことの証明であり、お問い合わせの際に必要です。
receipt-link = この受付票へのリンク
receipt-sent = 送信した内容
receipt-at = 送信日時：{ $when }
no-answer = 回答なし
screened-title = お尋ねすることは以上です
screened-text = ありがとうございました。残りの質問は別の状況の方にお尋ねするものですので、ここで終了となります。
quota-title = ご関心をお寄せいただき、ありがとうございます
quota-text = 同じグループの方々から、すでに十分な回答をいただいています。
closed-title = この調査は終了しました
closed-text = 回答の受け付けは終了しています。ご関心をお寄せいただき、ありがとうございました。
closed-meanwhile = 最後まで回答される前に締め切られました。それまでに保存された回答は保管されますが、追加はできません。
not-open-title = この調査はまだ始まっていません
not-open-text = 後ほどあらためてお越しください。
not-open-until = { $when }に始まります。

# Around the form
landing-title = 実施中の調査
landing-nothing = 現在、実施中の調査はありません。
landing-take = 参加する
not-found-title = ページが見つかりません
not-found-text = このアドレスにはページがありません。お手元のリンクをご確認ください。
busy-title = ただいま混み合っています
busy-text = 回答を保存できませんでした。入力された内容はこのページに残っています。しばらくしてから「もう一度試す」を押してください。
limit-title = アクセスが多すぎます
limit-text = お使いの端末からのアクセスが多すぎます。入力された内容はこのページに残っています。1分ほど待ってから「もう一度試す」を押してください。
too-large-title = 内容が長すぎます
too-large-text = 送信されたページが、受け取れる大きさを超えています。前に戻って文章を短くしてください。
failure-title = こちらで問題が発生しました
failure-text = それまでに送信された内容は保存されています。もう一度お試しください。
failure-reference = 繰り返し起こる場合は、この番号をお知らせください：{ $reference }
try-again = もう一度試す
preview-note = プレビュー：ここに入力した内容は保存されません。
synthetic-note = 架空の回答によるデモです。
