# The respondent's form
language-label = 語言
skip-to-questions = 跳至問題
progress = 第 { $position } 頁，共 { $total } 頁
next = 下一頁
back = 上一頁
send = 送出我的回答
start = 開始
optional = 選填
all-optional = 本頁的任何問題都可以留空。
choose-any = 請選擇所有符合的選項。
choose-between = 請選擇 { $min } 至 { $max } 項。
choose-at-least = 請至少選擇 { $min } 項。
choose-up-to = 請最多選擇 { $max } 項。
rank-hint = { $max ->
    [1] 請為您的首選標上 1。
   *[other] 請從 1（首選）到 { $max } 為您的選擇編號，也可以少編幾項。
}
allocation-hint = 各項之和須為 { $total }。
allocation-sum = 合計
allocation-of-total = { $sum } / { $total }
allocation-announced = 合計 { $sum }，應為 { $total }
not-ranked = –
nothing-chosen = 未作答
specify = 請具體說明
clear-answer = 清除我的回答
new-questions = 根據您的回答，本頁新增了 { $count } 個問題，已在下方標示。
summary-title = 有 { $count } 個回答需要您再看一下
error-prefix = 請檢查：
saved = 已儲存
not-saved = 尚未儲存，將再次嘗試
revealed = 新出現了一個問題：
elsewhere-title = 稍後繼續或換一部裝置繼續
elsewhere-hint = 開啟此連結即可從上次停下的地方繼續。此連結僅供您本人使用：任何取得它的人都能看到您的回答。
elsewhere-label = 您的專屬連結

# What is wrong with an answer, and what to do
problem-required = 請選擇一個回答
problem-required-text = 請輸入回答
problem-required-number = 請輸入數字
problem-required-or = 請選擇一個回答，或選擇「{ $option }」
problem-required-multiple = 請至少選擇一個回答
problem-required-row = 請為「{ $row }」選擇一個回答
problem-unknown-item = 此回答不屬於本調查的任何問題，請將其移除
problem-unknown-code = 請從列出的回答中選擇一個
problem-number = 請用數字填寫，例如 { $example }
problem-date = 請按「年-月-日」填寫日期，例如 { $example }
problem-rank = 每個編號只能使用一次
problem-value = 此回答的格式不符合問題的要求
problem-decimals = { $decimals ->
    [0] 請輸入整數
   *[other] 小數點後最多 { $decimals } 位
}
problem-min = 請輸入不小於 { $min } 的數
problem-max = 請輸入不大於 { $max } 的數
problem-min-ticked = 請至少選擇 { $min } 項
problem-max-ticked = 請最多選擇 { $max } 項
problem-min-date = 請輸入 { $min } 或之後的日期
problem-max-date = 請輸入 { $max } 或之前的日期
problem-max-ranked = 最多為其中 { $max } 項編號
problem-exclusive = 請只選擇「{ $option }」，或取消選擇它
problem-email = 請輸入電子郵件地址，例如 name@example.org
problem-url = 請輸入網址，例如 https://example.org
problem-pattern = 請按問題要求的格式填寫
problem-max-length = 請將文字縮短至 { $max } 個字元以內；目前有 { $found } 個
problem-total = 各項之和須為 { $total }，現在是 { $sum }
problem-consent = 須勾選此項才能參加

# The first page
intro-minutes = 約 { $minutes } 分鐘
intro-items = 最多 { $items } 個問題
intro-saved = 您的回答會隨時儲存，您可以中途停下，稍後再繼續。
intro-kept = 未完成的問卷將保留 { $days } 天。
intro-kept-until-close = 未完成的問卷將保留至調查結束。
intro-used = 如果您中途停止，已給出的回答仍可能計入統計。
intro-not-used = 如果您中途停止，您的回答不會計入統計。
intro-kept-title = 您的回答將如何處理
consent-title = 您的同意
consent-required = 參加所必需
decline = 我不想參加
refused-title = 您選擇了不參加
refused-text = 我們沒有保存任何關於您的資訊，只統計不參加的人數。
refused-back = 返回首頁
gone-title = 無法在此瀏覽器中開啟您的問卷。
gone-text = 如果您剛剛按下「開始」，表示瀏覽器沒有保留記錄您進度的 Cookie：請允許本網站使用 Cookie，然後再按一次「開始」。如果您之前已回答過問題，這些回答都已儲存：請開啟您的專屬連結繼續作答。
intro-controller = 負責單位
intro-contact = 聯絡方式
intro-purpose = 用途
intro-legal-ground = 法律依據
intro-recipient = 可檢視者
intro-transfers = 傳送至其他國家或地區
intro-publication = 公開內容
intro-closes = 開放至 { $when }。

# The last page
receipt-title = 您的回答已送達
receipt-thanks = 感謝您的參與。
receipt-code = 收據
receipt-keep = 請保留此編號。它證明您的回答已經儲存，查詢時也需要用到。
receipt-link = 此收據的連結
receipt-sent = 您送出的內容
receipt-at = 送出時間：{ $when }
no-answer = 未作答
screened-title = 我們的問題到此為止
screened-text = 謝謝您。其餘的問題是給情況不同的人士，因此您的問卷到此結束。
quota-title = 感謝您的關注
quota-text = 我們已經收到足夠多與您同類族群的回答。
closed-title = 本調查已結束
closed-text = 已不再接受回答。感謝您的關注。
closed-meanwhile = 在您完成之前，調查已經結束。此前儲存的回答會予以保留，但無法再補充。
not-open-title = 本調查尚未開始
not-open-text = 請稍後再來。
not-open-until = 將於 { $when } 開始。

# Around the form
landing-title = 進行中的調查
landing-nothing = 目前沒有進行中的調查。
landing-take = 參加
not-found-title = 找不到頁面
not-found-text = 此網址沒有頁面，請檢查您收到的連結。
busy-title = 目前使用人數較多
busy-text = 剛才未能儲存您的回答。您輸入的內容仍在本頁上：請稍候再按「重試」。
limit-title = 請求過多
limit-text = 您的裝置送出的請求過多。您輸入的內容仍在本頁上：請等候一分鐘，然後按「重試」。
too-large-title = 內容太長
too-large-text = 您送出的頁面超出我們能接收的大小。請返回並縮短文字。
failure-title = 我們這邊發生了問題
failure-text = 您先前送出的內容已經儲存。請重試。
failure-reference = 如果再次發生，請告訴我們這個編號：{ $reference }
try-again = 重試
preview-note = 預覽：您在此輸入的內容不會被儲存。
synthetic-note = 使用合成回答的示範。
