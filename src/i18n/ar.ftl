# The respondent's form
language-label = اللغة
skip-to-questions = الانتقال إلى الأسئلة
progress = { $position } من { $total }
next = التالي
back = السابق
send = إرسال إجاباتي
start = البدء
optional = اختياري
all-optional = يمكنك ترك أي سؤال في هذه الصفحة دون إجابة.
choose-any = يُرجى اختيار كل ما ينطبق.
choose-between = يُرجى اختيار عدد من الإجابات بين { $min } و{ $max }.
choose-at-least = { $min ->
    [zero] يمكنك اختيار أي عدد من الإجابات.
    [one] يُرجى اختيار إجابة واحدة على الأقل.
    [two] يُرجى اختيار إجابتين على الأقل.
    [few] يُرجى اختيار { $min } إجابات على الأقل.
    [many] يُرجى اختيار { $min } إجابة على الأقل.
   *[other] يُرجى اختيار { $min } إجابة على الأقل.
}
choose-up-to = { $max ->
    [zero] لا تُختار أي إجابة هنا.
    [one] يُرجى اختيار إجابة واحدة على الأكثر.
    [two] يُرجى اختيار إجابتين على الأكثر.
    [few] يُرجى اختيار { $max } إجابات على الأكثر.
    [many] يُرجى اختيار { $max } إجابة على الأكثر.
   *[other] يُرجى اختيار { $max } إجابة على الأكثر.
}
rank-hint = { $max ->
    [1] يُرجى إعطاء خيارك الأول الرقم 1.
   *[other] يُرجى ترقيم خياراتك من 1 (الأول) إلى { $max }. ويمكنك ترقيم عدد أقل.
}
allocation-hint = يجب أن يكون مجموع القيم { $total }.
allocation-sum = المجموع
allocation-of-total = { $sum } من { $total }
allocation-announced = المجموع: { $sum } من { $total }
not-ranked = –
nothing-chosen = دون إجابة
specify = يُرجى التوضيح
clear-answer = مسح إجابتي
new-questions = { $count ->
    [zero] لم تُضف إجاباتك أي سؤال إلى هذه الصفحة.
    [one] أضافت إجاباتك سؤالًا واحدًا إلى هذه الصفحة، وهو مميَّز أدناه.
    [two] أضافت إجاباتك سؤالين إلى هذه الصفحة، وهما مميَّزان أدناه.
    [few] أضافت إجاباتك { $count } أسئلة إلى هذه الصفحة، وهي مميَّزة أدناه.
    [many] أضافت إجاباتك { $count } سؤالًا إلى هذه الصفحة، وهي مميَّزة أدناه.
   *[other] أضافت إجاباتك { $count } سؤال إلى هذه الصفحة، وهي مميَّزة أدناه.
}
summary-title = { $count ->
    [zero] لا توجد إجابات تحتاج إلى مراجعة
    [one] إجابة واحدة تحتاج إلى مراجعة
    [two] إجابتان تحتاجان إلى مراجعة
    [few] { $count } إجابات تحتاج إلى مراجعة
    [many] { $count } إجابة تحتاج إلى مراجعة
   *[other] { $count } إجابة تحتاج إلى مراجعة
}
error-prefix = يحتاج إلى مراجعة:
saved = تم الحفظ
not-saved = لم يُحفظ بعد، وستُعاد المحاولة
revealed = ظهر سؤال جديد:
elsewhere-title = المتابعة لاحقًا أو على جهاز آخر
elsewhere-hint = افتح هذا الرابط للمتابعة من حيث توقفت. إنه خاص بك وحدك: كل من يملكه يرى إجاباتك.
elsewhere-label = رابطك الشخصي

# What is wrong with an answer, and what to do
problem-required = يُرجى اختيار إجابة واحدة
problem-required-text = يُرجى كتابة إجابة
problem-required-number = يُرجى إدخال رقم
problem-required-or = يُرجى اختيار إجابة واحدة، أو «{ $option }»
problem-required-multiple = يُرجى اختيار إجابة واحدة على الأقل
problem-required-row = يُرجى اختيار إجابة لـ «{ $row }»
problem-unknown-item = هذه الإجابة لا تخص أي سؤال في هذا الاستبيان. يُرجى حذفها
problem-unknown-code = يُرجى اختيار إحدى الإجابات المذكورة
problem-number = يُرجى كتابة العدد بالأرقام، مثلًا { $example }
problem-date = يُرجى كتابة التاريخ بترتيب السنة-الشهر-اليوم، مثلًا { $example }
problem-rank = يُرجى استخدام كل رقم مرة واحدة فقط
problem-value = هذه الإجابة ليست بالصيغة التي يتطلبها السؤال
problem-decimals = { $decimals ->
    [0] يُرجى إدخال عدد صحيح
    [zero] يُرجى إدخال عدد صحيح
    [one] يُرجى استخدام منزلة عشرية واحدة على الأكثر
    [two] يُرجى استخدام منزلتين عشريتين على الأكثر
    [few] يُرجى استخدام { $decimals } منازل عشرية على الأكثر
    [many] يُرجى استخدام { $decimals } منزلة عشرية على الأكثر
   *[other] يُرجى استخدام { $decimals } منزلة عشرية على الأكثر
}
problem-min = يُرجى إدخال { $min } أو أكثر
problem-max = يُرجى إدخال { $max } أو أقل
problem-min-ticked = { $min ->
    [zero] يمكنك اختيار أي عدد من الإجابات
    [one] يُرجى اختيار إجابة واحدة على الأقل
    [two] يُرجى اختيار إجابتين على الأقل
    [few] يُرجى اختيار { $min } إجابات على الأقل
    [many] يُرجى اختيار { $min } إجابة على الأقل
   *[other] يُرجى اختيار { $min } إجابة على الأقل
}
problem-max-ticked = { $max ->
    [zero] لا تُختار أي إجابة هنا
    [one] يُرجى اختيار إجابة واحدة على الأكثر
    [two] يُرجى اختيار إجابتين على الأكثر
    [few] يُرجى اختيار { $max } إجابات على الأكثر
    [many] يُرجى اختيار { $max } إجابة على الأكثر
   *[other] يُرجى اختيار { $max } إجابة على الأكثر
}
problem-min-date = يُرجى إدخال { $min } أو تاريخ بعده
problem-max-date = يُرجى إدخال { $max } أو تاريخ قبله
problem-max-ranked = يُرجى ترقيم { $max } منها على الأكثر
problem-exclusive = يُرجى اختيار «{ $option }» وحدها، أو إلغاء اختيارها
problem-email = يُرجى إدخال عنوان بريد إلكتروني، مثل name@example.org
problem-url = يُرجى إدخال عنوان موقع، مثل https://example.org
problem-pattern = يُرجى كتابة الإجابة بالصيغة التي يطلبها السؤال
problem-max-length = يُرجى اختصار النص: الحد الأقصى للأحرف { $max }، وعددها الآن { $found }
problem-total = يجب أن يكون مجموع القيم { $total }؛ وهو الآن { $sum }
problem-consent = تتطلب المشاركة تحديد هذا المربع

# The first page
intro-minutes = { $minutes ->
    [zero] أقل من دقيقة
    [one] نحو دقيقة واحدة
    [two] نحو دقيقتين
    [few] نحو { $minutes } دقائق
    [many] نحو { $minutes } دقيقة
   *[other] نحو { $minutes } دقيقة
}
intro-items = { $items ->
    [zero] دون أسئلة
    [one] سؤال واحد على الأكثر
    [two] سؤالان على الأكثر
    [few] { $items } أسئلة على الأكثر
    [many] { $items } سؤالًا على الأكثر
   *[other] { $items } سؤال على الأكثر
}
intro-saved = تُحفظ إجاباتك أولًا بأول، فيمكنك التوقف والعودة لاحقًا.
intro-kept = { $days ->
    [zero] لا يُحتفظ بالاستبيان غير المكتمل.
    [one] يُحتفظ بالاستبيان غير المكتمل مدة يوم واحد.
    [two] يُحتفظ بالاستبيان غير المكتمل مدة يومين.
    [few] يُحتفظ بالاستبيان غير المكتمل مدة { $days } أيام.
    [many] يُحتفظ بالاستبيان غير المكتمل مدة { $days } يومًا.
   *[other] يُحتفظ بالاستبيان غير المكتمل مدة { $days } يوم.
}
intro-kept-until-close = يُحتفظ بالاستبيان غير المكتمل حتى إغلاق الدراسة.
intro-used = إذا توقفت قبل النهاية فقد تُحتسب الإجابات التي قدّمتها.
intro-not-used = إذا توقفت قبل النهاية فلن تُحتسب إجاباتك.
intro-kept-title = ما مصير إجاباتك
consent-title = موافقتك
consent-required = ضرورية للمشاركة
decline = لا أرغب في المشاركة
refused-title = لقد قررت عدم المشاركة
refused-text = لم يُحفظ أي شيء عنك. نحن نحصي فقط أن شخصًا ما قرر ذلك.
refused-back = العودة إلى الصفحة الأولى
gone-title = تعذّر فتح استبيانك في هذا المتصفح.
gone-text = إذا ضغطت للتو على «البدء»، فإن متصفحك لم يحتفظ بملف تعريف الارتباط الذي يحفظ موضعك: يُرجى السماح بملفات تعريف الارتباط لهذا الموقع ثم الضغط على «البدء» مرة أخرى. وإذا كنت قد أجبت عن أسئلة من قبل فإجاباتك محفوظة: افتح رابطك الشخصي للمتابعة.
intro-controller = الجهة المسؤولة
intro-contact = للتواصل
intro-purpose = الغرض
intro-legal-ground = الأساس القانوني
intro-recipient = من يطّلع عليها
intro-transfers = النقل إلى بلدان أخرى
intro-publication = ما يُنشر
intro-closes = المشاركة متاحة حتى { $when }.

# The last page
receipt-title = وصلت إجاباتك
receipt-thanks = شكرًا لمشاركتك.
receipt-code = إيصال
receipt-keep = احتفظ بهذا الرمز، فهو دليل على حفظ إجاباتك ووسيلتك للاستفسار عنها.
receipt-link = رابط هذا الإيصال
receipt-sent = ما أرسلته
receipt-at = وقت الإرسال: { $when }
no-answer = دون إجابة
screened-title = هذا كل ما نود السؤال عنه
screened-text = شكرًا لك. الأسئلة الأخرى موجَّهة إلى أشخاص في وضع مختلف، لذلك ينتهي الاستبيان هنا.
quota-title = شكرًا لاهتمامك
quota-text = لقد تلقينا عددًا كافيًا من الإجابات من فئتك.
closed-title = هذا الاستبيان مغلق
closed-text = لم يعد يستقبل إجابات. شكرًا لاهتمامك.
closed-meanwhile = أُغلق الاستبيان قبل أن تصل إلى نهايته. يُحتفظ بالإجابات المحفوظة حتى ذلك الحين، ولا يمكن إضافة شيء إليها.
not-open-title = لم يُفتح هذا الاستبيان بعد
not-open-text = يُرجى العودة لاحقًا.
not-open-until = موعد الفتح: { $when }.

# Around the form
landing-title = الاستبيانات المفتوحة الآن
landing-nothing = لا يوجد استبيان مفتوح حاليًا.
landing-take = المشاركة
not-found-title = الصفحة غير موجودة
not-found-text = لا توجد صفحة بهذا العنوان. يُرجى التحقق من الرابط الذي وصلك.
busy-title = الضغط كبير في الوقت الحالي
busy-text = تعذّر حفظ إجاباتك الآن. ما كتبته لا يزال في هذه الصفحة: يُرجى الضغط على «إعادة المحاولة» بعد قليل.
limit-title = طلبات كثيرة جدًا
limit-text = وردت طلبات كثيرة جدًا من جهازك. ما كتبته لا يزال في هذه الصفحة: يُرجى الانتظار دقيقة ثم الضغط على «إعادة المحاولة».
too-large-title = النص أطول من اللازم
too-large-text = الصفحة المرسلة أكبر مما يمكننا استقباله. يُرجى الرجوع واختصار نصوصك.
failure-title = حدث خطأ من جانبنا
failure-text = ما أرسلته من قبل محفوظ. يُرجى المحاولة مرة أخرى.
failure-reference = إذا تكرر ذلك فيُرجى تزويدنا بهذا الرقم: { $reference }
try-again = إعادة المحاولة
preview-note = معاينة: لا يُحفظ أي شيء تُدخله هنا.
synthetic-note = عرض تجريبي بإجابات مصطنعة.

# A report: its page
report-skip = انتقل إلى التقرير
report-contents = المحتويات
report-trends = عبر الموجات
report-published = المنشور والمحسوب
report-method = المنهجية
report-show-table = أظهر الجدول
report-wave = الموجة { $wave }
report-question = السؤال
report-colophon = التقرير { $report }، إصدار الاستبيان { $version }.
report-colophon-data = البيانات { $watermark }.
report-colophon-computed = كل رقم أعلاه محسوب من الإجابات، ولم يُكتب أي منها يدويًا.
report-responses = { $count ->
    [zero] لا إجابات
    [one] إجابة واحدة
    [two] إجابتان
    [few] { $count } إجابات
    [many] { $count } إجابة
   *[other] { $count } إجابة
}

# A report: the statement of method
method-not-stated = غير مذكور.
method-synthetic = بيانات اصطناعية
method-sponsor = الجهة الراعية
method-conducted-by = نفّذه
method-population = المجتمع الإحصائي
method-population-size = حجمه { $size }.
method-sample = العينة
method-sample-opt-in = مشاركة ذاتية: أجاب من جاء وأراد، فلا يُعرف أي احتمال للاختيار.
method-sample-probability = سُحبت عشوائيًا باحتمالات معلومة.
method-sample-census = سُئل جميع أفراد المجتمع.
method-sample-panel = أعضاء في لوحة انضموا إليها بأنفسهم.
method-sample-mixed = سُحبت بطرق متعددة.
method-sample-unknown = لم تُذكر طريقة سحب العينة.
method-frame = إطار المعاينة: { $frame }
method-recruitment = الاستقطاب
method-by-source = المقابلات حسب المصدر:
method-source-screened = استُبعد من ينطبق عليهم { $rule }.
method-mode = طريقة الجمع
method-mode-web = استبيان على الويب يملؤه المجيبون بأنفسهم.
method-languages = اللغات
method-dates = التواريخ
method-dates-schedule = من { $opens } إلى { $closes } ({ $zone }).
method-dates-answers = بدأت أول مقابلة في { $first }، وأُرسلت آخرها في { $last } (UTC).
method-interviews = المقابلات
method-begun = المقابلات التي بدأت: { $count }
method-complete = مكتملة (AAPOR 1.1): { $count }
method-partial = جزئية صالحة للاستعمال (AAPOR 1.2): { $count }
method-break-off = متوقفة (AAPOR 2.12): { $count }
method-screened-out = مستبعدة بالفرز (AAPOR 4): { $count }
method-quota-full = حصة ممتلئة (AAPOR 4.8): { $count }
method-completion-rate = معدل الإكمال: { $rate } (المكتملة من بين كل ما بدأ ولم يُستبعد ولم يتجاوز حصة: { $complete } من { $eligible }).
method-partial-rule = المقابلة غير المنتهية صالحة للاستعمال حيث يتحقق { $rule }.
method-no-response-rate = لا يمكن ذكر معدل استجابة: لا يُعرف عدد من وصلهم الاستبيان.
method-census-rate = معدل الاستجابة: { $rate } (المقابلات المكتملة والجزئية الصالحة، من مجتمع حجمه { $size }).
method-universe = إجابات من تُعرض
method-universe-complete = جميع المقابلات المكتملة: { $count }.
method-universe-usable = جميع المقابلات المكتملة والجزئية الصالحة: { $count }.
method-universe-where = من ينطبق عليهم { $condition }: { $count }.
method-questions = الأسئلة
method-asked-everyone = سُئل الجميع.
method-asked-where = سُئل من ينطبق عليهم { $condition }.
method-rows = الصفوف: { $rows }
method-answers = الإجابات: { $answers }
method-weights = الأوزان
method-no-weights = لا يعرّف التقرير أي أوزان.
method-weight-given = { $weight }: العدد { $number } من البيانات.
method-weight-raked = { $weight }: معايرة تكرارية على الهوامش إلى { $targets }.
method-weight-cells = { $weight }: تقسيم طبقي لاحق إلى { $targets }.
method-weight-start = تبدأ من { $number }.
method-weight-own-category = من لم يجب فئة قائمة بذاتها، وتبقى نسبتها كما هي.
method-weight-leave-out = من لم يجب لا وزن له.
method-of-mean = متوسطها
method-of-median = وسيطها
method-weight-trim-between = قُصّت بين { $min } و{ $max } أضعاف { $of }.
method-weight-trim-min = قُصّت إلى ما لا يقل عن { $min } أضعاف { $of }.
method-weight-trim-max = قُصّت إلى ما لا يزيد على { $max } أضعاف { $of }.
method-weight-source = مصدر القيم المستهدفة: { $source }
method-quality = الجودة
method-no-rules = لا يعرّف الاستبيان قواعد جودة، ولم تُحذف أي مقابلة.
method-rules-flag = القواعد تضع علامات على المقابلات ولا تحذف أيًا منها. لا يترك التقرير ما وُضعت عليه علامة إلا حيث ينص نطاقه أو مرشح على ذلك.
method-speeders = المتسرعون ({ $rule }): عدد المعلَّم { $count }.
method-straightlining = الإجابات المتطابقة ({ $rule }): عدد المعلَّم { $count }.
method-inattention = عدم الانتباه ({ $rule }): عدد المعلَّم { $count }.
method-precision = الدقة
method-no-answers = لا توجد إجابات.
method-margin = هامش الخطأ لنسبة من الجميع ({ $count }) عند { $level }: ± { $points } نقطة على الأكثر.
method-convention = لو كانت هذه عينة عشوائية بسيطة لوقعت نسبة من الجميع ({ $count }) ضمن ± { $points } نقطة عند { $level }. وهي ليست كذلك، فهذا عرف متبع وليس هامش خطأ.
method-groups = قواعد المجموعات أصغر وتُذكر مع كل جدول.
method-variance-simple = الأخطاء المعيارية والفترات والاختبارات لا تراعي الأوزان.
method-variance-kish = الأخطاء المعيارية والفترات والاختبارات تراعي الأوزان بقاعدة كيش الفعّالة.
method-variance-design = الأخطاء المعيارية والفترات والاختبارات محسوبة بالتخطيط الخطي على الطبقات ووحدات المعاينة.
method-variance-calibrated = الأخطاء المعيارية والفترات والاختبارات تراعي معايرة الأوزان.
method-variance-default = الأخطاء المعيارية والفترات والاختبارات تراعي الأوزان بقاعدة كيش الفعّالة، وتراعي الطبقات ووحدات المعاينة بالتخطيط الخطي حيث يسمّيها جدول.
method-small = الأعداد الصغيرة
method-small-rule = الأرقام المبنية على أقل من { $min } شخصًا توضع بين أقواس ولا تُختبر، والقواعد الأقل من { $flag } عليها علامة.
method-small-hidden = الأرقام المبنية على أقل من { $hide } أشخاص مخفية.
method-limits = الحدود
method-not-random = لم تُسحب العينة عشوائيًا: النتائج تخص من أجابوا، وقد تختلف عن نتائج المجتمع بطرق لا تظهرها الأوزان ولا الهوامش.
method-several-languages = تُحصى الإجابات بلغات متعددة معًا.
method-wording = صياغة الأسئلة وترتيبها، وما لا يقوله الناس، قد تؤثر في نتائج أي استطلاع.
method-licence = البيانات والترخيص
method-licence-is = الترخيص: { $licence }
method-publication = أُبلغ المجيبون عن النشر: { $text }
method-version = إصدار الاستبيان { $version }.
method-watermark = حالة البيانات { $watermark }.
method-program = حُسب بواسطة canvass { $version }.

# A table: what stands below it
table-survey = { $title }، الطبعة { $edition }.
table-survey-wave = { $title }، الطبعة { $edition }، الموجة { $wave }.
table-item-asked-everyone = { $item }: سُئل عنه الجميع.
table-item-asked-where = { $item }: سُئل عنه من ينطبق عليهم { $condition }.
table-row-asked-where = ومنهم سُئل عن { $item } من ينطبق عليهم { $condition }.
table-offered = عُرض «{ $option }» على { $count } من { $asked } ممن سُئلوا.
table-made-from = { $variable }: { $label }، مشتق من { $sources }.
table-universe-usable = من الإجابات المكتملة والجزئية.
table-universe-where = من الإجابات التي ينطبق عليها { $condition }.
table-filter = التصفية: { $condition }.
table-common-base = فقط من هم في قاعدة كل من المتغيرات ({ $count }).
table-weighted = مرجّحة بـ { $weight } { $weighted }، الفعّالة { $effective } (أثر تصميم الأوزان { $effect })
table-whom-everyone = الجميع
table-whom-asked = من سُئلوا
table-whom-answered = من سُئلوا وأجابوا
table-whom-ticked = أجابوا باختيار واحد على الأقل
table-whom-of-multiple = { $first }؛ ولمتعدد الإجابات: { $second }
table-base = القاعدة: { $count } ({ $whom })، غير مرجّحة.
table-base-weighted = القاعدة: { $count } ({ $whom })، غير مرجّحة؛ { $weights }.
table-bases = قاعدة كل متغير: { $range } من { $count } ({ $whom })، غير مرجّحة.
table-bases-weighted = قاعدة كل متغير: { $range } من { $count } ({ $whom })، غير مرجّحة؛ وللجميع { $weights }.
table-range = { $low } إلى { $high }
table-up-to = حتى { $high }
table-list-and = { $first } و{ $last }
table-list-or = { $first } أو { $last }
table-not-in-table = ليست في الجدول: { $what }.
table-left-out = مستبعَد: { $what }.
table-left-out-each = مستبعَد من كل متغير: { $what }.
table-in-base-unshown = في القاعدة وغير معروض: { $what }.
table-chose-nothing = من القاعدة { $count } لم يختاروا شيئًا.
table-gave-no-answer = من القاعدة { $count } لم يجيبوا.
table-without-weight = { $responses } بلا وزن
table-outside-bands = { $responses } خارج فئات { $variable }
table-outside-definition = { $responses } خارج تعريف { $variable }
table-does-not-hold = { $responses } لا ينطبق عليها { $variable }
reason-dont-know = لا أعرف { $count }
reason-refused = رفض الإجابة { $count }
reason-not-applicable = لا ينطبق { $count }
reason-not-asked = لم يُسأل { $count }
reason-skipped = تخطّى { $count }
reason-not-reached = لم يصل إليه { $count }
reason-not-in-version = ليس في الإصدار { $count }
reason-removed = أزيل { $count }
table-margin = هامش الخطأ: ± { $points } نقطة عند { $level }.
table-margin-at-most = هامش الخطأ: ± { $points } نقطة على الأكثر عند { $level }.
table-precision = الدقة لو كانت هذه عينة عشوائية بسيطة: ± { $points } نقطة عند { $level }.
table-precision-at-most = الدقة لو كانت هذه عينة عشوائية بسيطة: ± { $points } نقطة على الأكثر عند { $level }.
table-mentions = عدد الإجابات المعطاة { $count }، أي { $each } للشخص.
table-mentions-none = عدد الإجابات المعطاة { $count }.
table-of-responses = النسب من جميع الإجابات المعطاة لا من الأشخاص.
table-intervals = الفترات: { $method }، { $level }.
table-families = ليست من عائلة واحدة: { $parts }.
table-calibrated = الأخطاء تراعي ما ضُبط عليه { $weight } (معايَرة).
family-errors = الأخطاء: { $family }
family-intervals = الفترات: { $family }
family-letters = الحروف: { $family }
family-simple = كما في عينة عشوائية بسيطة
family-kish = وفق القواعد الفعّالة (Kish)
family-linearised = بالتخطيط الخطي
family-calibrated = بالمعايرة
interval-design-wald-t = بالتخطيط الخطي، والد مع t
interval-design-logit = بالتخطيط الخطي، لوجيت
interval-design-logit-glm = بالتخطيط الخطي، لوجيت بنموذج لوجستي
interval-design-beta = بالتخطيط الخطي، كورن وغراوبارد
table-letters = الحرف يسمّي عمودًا أقل: { $method }؛ { $levels }؛ { $adjusted }؛ القواعد الأقل من { $min } لا تُختبر.
table-arrows = ▲ و▼: أعلى وأدنى من بقية المتغير: { $method }؛ { $levels }؛ { $adjusted }؛ القواعد الأقل من { $min } لا تُختبر.
table-two-levels = { $level } (حرف كبير)، { $loose } (حرف صغير)
adjust-none = دون تعديل لعدد المقارنات
adjust-bonferroni-row = بونفيروني داخل كل صف
adjust-bonferroni-table = بونفيروني على الجدول، والمجاميع الصافية وحدها
adjust-bh-row = بنياميني-هوخبرغ داخل كل صف
adjust-bh-table = بنياميني-هوخبرغ على الجدول، والمجاميع الصافية وحدها
test-z-pooled = z مجمّع
test-z-pooled-overlap = z مجمّع مع تداخل الأعمدة
test-t-dimensions = t كما في SPSS Data Collection
test-quantum = t كما في Quantum
test-t-unpooled = t غير مجمّع
test-design = t بالتخطيط الخطي وفق التصميم
test-welch = t لويلش
test-pooled = t بتباين مشترك
test-wilcoxon = الرتب، ويلكوكسون
test-design-ranks = الرتب بالتخطيط الخطي وفق التصميم
table-comparison = أُجريت مقارنة واحدة: نحو { $chance } يظهر مصادفة.
table-comparisons = عدد المقارنات { $made }: نحو { $chance } منها يظهر مصادفة.
table-exact-intervals = حيث تكون النسبة { $none } أو { $all } تكون الفترة فترة كلوبر وبيرسون.
table-sorted-falling = مرتبة تنازليًا حسب { $column }؛ وعند التساوي بترتيب الاستبيان، والصفوف المثبتة والناقصة أخيرًا.
table-sorted-rising = مرتبة تصاعديًا حسب { $column }؛ وعند التساوي بترتيب الاستبيان، والصفوف المثبتة والناقصة أخيرًا.
table-several-answers = كان يمكن اختيار عدة إجابات، فقد لا تجمع النسب إلى 100.
table-may-not-add = قد لا تجمع النسب إلى 100.
table-hidden-to-protect = • مخفي لحماية المستجيبين: الأعداد من 1 إلى { $most } وما يمكن حسابها منه.
earlier-answered = { $responses } على إصدار أسبق من الاستبيان.
earlier-no-place-one = إجابة واحدة على إصدار أسبق لا مكان لها في الأحدث وقد استُبعدت: { $what }.
earlier-no-place = إجابات على إصدار أسبق ({ $answers }) لا مكان لها في الأحدث وقد استُبعدت: { $what }.
earlier-by-replaces = { $item }: نُقل بوصفه بديلًا لما قبله لعدد { $count }.
earlier-by-map = { $item }: نُقل بجدول التحويل لعدد { $count }.
earlier-not-in-version = { $variable }: ليس في إصدار { $count }.
earlier-not-offered = { $item }: لم يُعرض «{ $option }» على { $count }.

# Figures, charts and sheets of a report
table-total = الإجمالي
table-net = مجموع صافٍ: { $label }
table-net-tag = مجموع
table-top-box = أعلى { $count }
table-bottom-box = أدنى { $count }
table-box-is = { $title }: { $labels }
base-line = القاعدة
base-line-weighted = القاعدة المرجّحة
base-line-effective = القاعدة الفعّالة
base-of = القاعدة: { $count }
base-of-weighted = القاعدة: { $count }، المرجّحة { $weighted }
base-of-effective = القاعدة: { $count }، المرجّحة { $weighted }، الفعّالة { $effective }
base-of-each = القواعد: { $low } إلى { $high }
base-in-each-wave = القاعدة: { $count } في كل موجة
caption-weighted = مرجّح
caption-column-percent = % العمود
caption-row-percent = % الصف
caption-total-percent = % الإجمالي
caption-index = مؤشر
caption-se = خ.م.
caption-design-effect = أثر التصميم
caption-residual = باقٍ
caption-interval = فترة
stat-n = الإجابات
stat-mean = المتوسط
stat-sd = الانحراف المعياري
stat-sd-population = الانحراف المعياري (المجتمع)
stat-se = الخطأ المعياري للمتوسط
stat-ci = فترة الثقة للمتوسط
stat-min = الأصغر
stat-max = الأكبر
stat-sum = المجموع
stat-q25 = الربيع الأدنى
stat-median = الوسيط
stat-q75 = الربيع الأعلى
stat-nps = صافي نقاط الترويج
stat-mean-answers = متوسط عدد الإجابات
stat-any = أيٌّ من هذه
stat-none = لا شيء من هذه
note-brackets = [ ] أقل من { $count } شخصًا: عدد لا يُعوَّل عليه.
note-brackets-effective = [ ] أقل من { $count } شخصًا بالقاعدة الفعّالة: عدد لا يُعوَّل عليه.
note-flag = * أقل من { $count } شخصًا: تُقرأ بحذر.
note-flag-effective = * أقل من { $count } شخصًا بالقاعدة الفعّالة: تُقرأ بحذر.
note-exact = { $mark } فترة دقيقة.
note-independence = الاستقلال عن { $variable }: { $found }.
note-no-test = لا يمكن إجراء اختبار
note-df-two = درجات الحرية { $first } و{ $second }
note-df = درجات الحرية { $first }
note-yates = بتصحيح ييتس χ² = { $statistic }، { $p }
note-fisher = اختبار فيشر الدقيق { $p }
note-cramers-v = V لكرامير = { $value }
note-expected = { $share } من الأعداد المتوقعة أقل من 5
note-adjusted-wald = والد المعدّل
figure-points = { $points } نقطة
figure-margin = ±{ $points } نقطة
chart-bar = مخطط أعمدة: { $parts }. القاعدة { $base }.
chart-bar-alone = مخطط أعمدة: { $parts }.
chart-most-and-least = الأكثر تكرارًا: { $most }، { $high }؛ والأقل: { $least }، { $low }.
chart-most = الأكثر تكرارًا: { $most }، { $high }.
chart-stacked = مخطط أعمدة متراكمة. { $bars }
chart-widest-apart = الأكثر تباعدًا: { $answer }، من { $low } ({ $lowest }) إلى { $high } ({ $highest }).
chart-line = مخطط خطي. { $lines }
chart-higher = { $line } أعلى عند { $last } ({ $value }) منه عند { $first } ({ $before }).
chart-lower = { $line } أدنى عند { $last } ({ $value }) منه عند { $first } ({ $before }).
chart-not-compared = لا يمكن مقارنة { $first } و{ $second }.
chart-alternative-text = النص البديل
chart-footer = الحاشية
trend-interval = الفترة
trend-change = التغير
trend-comparison = المقارنة
trend-comparable = قابلة للمقارنة
trend-with-care = بحذر
trend-broken = منقطعة
trend-linear = الاتجاه الخطي: { $slope } لكل وحدة زمن، { $p }.
published-agree = { $agree } من { $all } من الأرقام المنشورة تطابق المنشور بالتقريب نفسه.
published-differ = غير مطابق للمنشور: { $count }.
published-known = ما لا يمكن بلوغه، للسبب المذكور بجانب كل منه: { $count }.
published-that-differ = ما لا يطابق
published-that-agree = ما يطابق
published-show-agreeing = أظهر ما يطابق ({ $count })
published-published = المنشور
published-computed = المحسوب
published-agrees = يطابق
published-known-to-differ = معروف أنه يختلف
published-differs = يختلف
sheet-contents = المحتويات
sheet-figures = الأرقام
sheet-figures-title = الأرقام المذكورة في التقرير بجانب قيمها المنشورة
sheet-trends = الاتجاهات
sheet-trends-title = النسب والمتوسطات عبر الموجات
sheet-tests = الاختبارات
sheet-tests-title = كل مقارنة بين الأعمدة واختبارات الاستقلال
sheet-method = المنهجية
sheet-method-title = كيف أُجري المسح
sheet-sheet = الورقة
sheet-table = الجدول
sheet-row = الصف
sheet-column = العمود
sheet-compared-with = مقارنة بـ
sheet-banner = الترويسة
sheet-difference = الفرق
sheet-statistic = الإحصاءة
sheet-df = درجات الحرية
sheet-df-second = درجات الحرية الثانية
sheet-p-adjusted = p المعدّلة
sheet-independence = الاستقلال
sheet-test-method = الطريقة
sheet-cramers-v = V لكرامير
sheet-expected = الأعداد المتوقعة الأقل من 5
sheet-figure = الرقم
sheet-kind = النوع
sheet-value = القيمة
sheet-as-shown = كما يُعرض
sheet-effective-base = القاعدة الفعّالة
sheet-standard-error = الخطأ المعياري
sheet-low = الأدنى
sheet-high = الأعلى
sheet-agrees = يطابق
sheet-yes = نعم
sheet-no = لا
sheet-why-it-differs = سبب الاختلاف

# Conditions in words
cond-is = { $what } هو { $values }
cond-is-not = { $what } ليس { $values }
cond-equals = { $what } يساوي { $other }
cond-differs = { $what } يختلف عن { $other }
cond-below = { $what } أقل من { $other }
cond-at-most = { $what } { $other } على الأكثر
cond-above = { $what } أكثر من { $other }
cond-at-least = { $what } { $other } على الأقل
cond-and = { $first }، و{ $second }
cond-or = { $first } أو { $second }
cond-not = ليس ({ $what })
cond-not-flagged = ليس { $what }
cond-includes = { $what } يشمل { $answer }
cond-not-includes = { $what } لا يشمل { $answer }
cond-answered = أُجيب عن { $what }
cond-not-answered = لم يُجب عن { $what }
cond-asked = سُئل عن { $what }
cond-not-asked = لم يُسأل عن { $what }
cond-size = عدد الإجابات عن { $what }
cond-rank = رتبة { $answer } في { $what }
cond-smallest = أصغر { $list }
cond-largest = أكبر { $list }
cond-sum = مجموع { $list }
cond-years = السنوات التامة من { $from } إلى { $to }
cond-rounded = { $what } بعد التقريب
cond-unknown = غير معروف
cond-true = صحيح
cond-false = خطأ
cond-consent-given = أُعطيت الموافقة على { $what }
cond-consent-not-given = لم تُعطَ الموافقة على { $what }
cond-arm = المجموعة { $arm }
cond-derived = المتغير المشتق { $number }
cond-extra = العمود الإضافي { $number }
quality-speeder-rule = الزمن لكل سؤال أقل من { $share } من وسيط اللغة ونوع الجهاز أنفسهما
quality-straightline-rule = الإجابة نفسها عن جميع صفوف { $grids }
given-wave = الموجة
given-wave-opened = يوم بدء الموجة
given-today = يوم المقابلة
given-source = المصدر
given-language = اللغة
given-disposition = حالة المقابلة
given-speeder = معلَّم متسرعًا
given-straightlining = معلَّم لتطابق الإجابات
given-inattention = معلَّم لعدم الانتباه
given-removed = أُزيلت
given-started = يوم البدء
given-submitted = يوم الإرسال
given-minutes = الدقائق المستغرقة
given-device = الجهاز
given-version = الإصدار

# Labels of what is known of a response without a question
quoted = «{ $text }»
label-arm = المجموعة { $arm }
label-speeder = متسرع
label-straightlining = إجابات متطابقة
label-inattention = عدم الانتباه
label-wave = الموجة
label-wave-opened = يوم بدء الموجة
label-today = يوم المقابلة
label-source = المصدر
label-language = اللغة
label-disposition = حالة المقابلة
label-removed = أُزيلت
label-started = يوم البدء
label-submitted = يوم الإرسال
label-minutes = الدقائق المستغرقة
label-device = الجهاز
label-version = الإصدار
table-quantile = الشُّريحة { $percent }
label-given = أُعطيت
label-not-given = لم تُعطَ
label-flagged = معلَّم
label-not-flagged = غير معلَّم
label-not-removed = لم تُزل
