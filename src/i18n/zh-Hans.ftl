# The respondent's form
language-label = 语言
skip-to-questions = 跳到问题
progress = 第 { $position } 页，共 { $total } 页
next = 下一页
back = 上一页
send = 提交我的回答
start = 开始
optional = 选填
all-optional = 本页的任何问题都可以留空。
choose-any = 请选择所有符合的选项。
choose-between = 请选择 { $min } 至 { $max } 项。
choose-at-least = 请至少选择 { $min } 项。
choose-up-to = 请最多选择 { $max } 项。
rank-hint = { $max ->
    [1] 请给您的首选标上 1。
   *[other] 请从 1（首选）到 { $max } 为您的选择编号，也可以少编几项。
}
allocation-hint = 各项之和须为 { $total }。
allocation-sum = 合计
allocation-of-total = { $sum } / { $total }
allocation-announced = 合计 { $sum }，应为 { $total }
not-ranked = –
nothing-chosen = 未作答
specify = 请具体说明
clear-answer = 清除我的回答
new-questions = 根据您的回答，本页新增了 { $count } 个问题，已在下方标出。
summary-title = 有 { $count } 个回答需要您再看一下
error-prefix = 请检查：
saved = 已保存
not-saved = 尚未保存，将再次尝试
revealed = 新出现了一个问题：
elsewhere-title = 稍后继续或换一台设备继续
elsewhere-hint = 打开此链接即可从上次停下的地方继续。此链接仅供您本人使用：任何得到它的人都能看到您的回答。
elsewhere-label = 您的专属链接

# What is wrong with an answer, and what to do
problem-required = 请选择一个回答
problem-required-text = 请输入回答
problem-required-number = 请输入数字
problem-required-or = 请选择一个回答，或选择“{ $option }”
problem-required-multiple = 请至少选择一个回答
problem-required-row = 请为“{ $row }”选择一个回答
problem-unknown-item = 此回答不属于本次调查的任何问题，请将其去掉
problem-unknown-code = 请从列出的回答中选择一个
problem-number = 请用数字填写，例如 { $example }
problem-date = 请按“年-月-日”填写日期，例如 { $example }
problem-rank = 每个编号只能使用一次
problem-value = 此回答的格式不符合问题的要求
problem-decimals = { $decimals ->
    [0] 请输入整数
   *[other] 小数点后最多 { $decimals } 位
}
problem-min = 请输入不小于 { $min } 的数
problem-max = 请输入不大于 { $max } 的数
problem-min-ticked = 请至少选择 { $min } 项
problem-max-ticked = 请最多选择 { $max } 项
problem-min-date = 请输入 { $min } 或之后的日期
problem-max-date = 请输入 { $max } 或之前的日期
problem-max-ranked = 最多为其中 { $max } 项编号
problem-exclusive = 请只选择“{ $option }”，或取消选择它
problem-email = 请输入电子邮件地址，例如 name@example.org
problem-url = 请输入网址，例如 https://example.org
problem-pattern = 请按问题要求的格式填写
problem-max-length = 请将文字缩短到 { $max } 个字符以内；目前有 { $found } 个
problem-total = 各项之和须为 { $total }，现在是 { $sum }
problem-consent = 须勾选此项才能参加

# The first page
intro-minutes = 约 { $minutes } 分钟
intro-items = 最多 { $items } 个问题
intro-saved = 您的回答会随时保存，您可以中途停下，稍后再继续。
intro-kept = 未完成的问卷将保留 { $days } 天。
intro-kept-until-close = 未完成的问卷将保留到调查结束。
intro-used = 如果您中途停止，已给出的回答仍可能计入统计。
intro-not-used = 如果您中途停止，您的回答不会计入统计。
intro-kept-title = 您的回答将如何处理
consent-title = 您的同意
consent-required = 参加所必需
decline = 我不想参加
refused-title = 您选择了不参加
refused-text = 我们没有保存任何关于您的信息，只统计不参加的人数。
refused-back = 返回首页
gone-title = 无法在此浏览器中打开您的问卷。
gone-text = 如果您刚刚按下“开始”，说明浏览器没有保留记录您进度的 Cookie：请允许本网站使用 Cookie，然后再按一次“开始”。如果您之前已回答过问题，这些回答都已保存：请打开您的专属链接继续作答。
intro-controller = 负责机构
intro-contact = 联系方式
intro-purpose = 用途
intro-legal-ground = 法律依据
intro-recipient = 可查看者
intro-transfers = 传送到其他国家或地区
intro-publication = 公开内容
intro-closes = 开放至 { $when }。

# The last page
receipt-title = 您的回答已送达
receipt-thanks = 感谢您的参与。
receipt-code = 回执
receipt-keep = 请保留此编号。它证明您的回答已经保存，查询时也需要用到。
receipt-link = 此回执的链接
receipt-sent = 您提交的内容
receipt-at = 提交时间：{ $when }
no-answer = 未作答
screened-title = 我们的问题到此为止
screened-text = 谢谢您。其余的问题面向情况不同的人士，因此您的问卷到此结束。
quota-title = 感谢您的关注
quota-text = 我们已经收到了足够多与您同类人群的回答。
closed-title = 本次调查已结束
closed-text = 已不再接收回答。感谢您的关注。
closed-meanwhile = 在您完成之前，调查已经结束。此前保存的回答会予以保留，但无法再补充。
not-open-title = 本次调查尚未开始
not-open-text = 请稍后再来。
not-open-until = 将于 { $when } 开始。

# Around the form
landing-title = 正在进行的调查
landing-nothing = 目前没有正在进行的调查。
landing-take = 参加
not-found-title = 找不到页面
not-found-text = 此地址没有页面，请检查您收到的链接。
busy-title = 目前访问人数较多
busy-text = 刚才未能保存您的回答。您输入的内容仍在本页上：请稍等片刻再按“重试”。
limit-title = 请求过多
limit-text = 您的设备发出的请求过多。您输入的内容仍在本页上：请等待一分钟，然后按“重试”。
too-large-title = 内容太长
too-large-text = 您发送的页面超出了我们能接收的大小。请返回并缩短文字。
failure-title = 我们这边出了问题
failure-text = 您此前提交的内容已经保存。请重试。
failure-reference = 如果再次发生，请告诉我们这个编号：{ $reference }
try-again = 重试
preview-note = 预览：您在此输入的内容不会被保存。
synthetic-note = 使用合成回答的演示。
