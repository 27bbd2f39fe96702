//! Answers that LimeSurvey itself words: yes and no, female and male, more and less.

/// An answer's code there and its text in one language.
pub(super) struct Wording {
    pub(super) code: &'static str,
    texts: [(&'static str, &'static str); 10],
}

impl Wording {
    /// The text in a language, by the first part of its tag.
    pub(super) fn text(&self, language: &str) -> Option<&'static str> {
        let primary = language.split('-').next().unwrap_or(language);
        self.texts.iter().find(|(known, _)| *known == primary).map(|(_, text)| *text)
    }

    pub(super) fn english(&self) -> &'static str {
        self.texts[0].1
    }
}

pub(super) const YES: Wording = Wording {
    code: "Y",
    texts: [
        ("en", "Yes"),
        ("de", "Ja"),
        ("fr", "Oui"),
        ("es", "Sí"),
        ("it", "Sì"),
        ("pt", "Sim"),
        ("nl", "Ja"),
        ("ko", "예"),
        ("ja", "はい"),
        ("zh", "是"),
    ],
};
pub(super) const NO: Wording = Wording {
    code: "N",
    texts: [
        ("en", "No"),
        ("de", "Nein"),
        ("fr", "Non"),
        ("es", "No"),
        ("it", "No"),
        ("pt", "Não"),
        ("nl", "Nee"),
        ("ko", "아니요"),
        ("ja", "いいえ"),
        ("zh", "否"),
    ],
};
pub(super) const UNCERTAIN: Wording = Wording {
    code: "U",
    texts: [
        ("en", "Uncertain"),
        ("de", "Unsicher"),
        ("fr", "Incertain"),
        ("es", "Inseguro"),
        ("it", "Incerto"),
        ("pt", "Incerto"),
        ("nl", "Onzeker"),
        ("ko", "잘 모르겠음"),
        ("ja", "わからない"),
        ("zh", "不确定"),
    ],
};
pub(super) const FEMALE: Wording = Wording {
    code: "F",
    texts: [
        ("en", "Female"),
        ("de", "Weiblich"),
        ("fr", "Féminin"),
        ("es", "Femenino"),
        ("it", "Femmina"),
        ("pt", "Feminino"),
        ("nl", "Vrouwelijk"),
        ("ko", "여성"),
        ("ja", "女性"),
        ("zh", "女"),
    ],
};
pub(super) const MALE: Wording = Wording {
    code: "M",
    texts: [
        ("en", "Male"),
        ("de", "Männlich"),
        ("fr", "Masculin"),
        ("es", "Masculino"),
        ("it", "Maschio"),
        ("pt", "Masculino"),
        ("nl", "Mannelijk"),
        ("ko", "남성"),
        ("ja", "男性"),
        ("zh", "男"),
    ],
};
pub(super) const INCREASE: Wording = Wording {
    code: "I",
    texts: [
        ("en", "Increase"),
        ("de", "Zunahme"),
        ("fr", "Augmentation"),
        ("es", "Aumento"),
        ("it", "Aumento"),
        ("pt", "Aumento"),
        ("nl", "Toename"),
        ("ko", "증가"),
        ("ja", "増加"),
        ("zh", "增加"),
    ],
};
pub(super) const SAME: Wording = Wording {
    code: "S",
    texts: [
        ("en", "Same"),
        ("de", "Gleich"),
        ("fr", "Sans changement"),
        ("es", "Igual"),
        ("it", "Uguale"),
        ("pt", "Igual"),
        ("nl", "Gelijk"),
        ("ko", "동일"),
        ("ja", "同じ"),
        ("zh", "不变"),
    ],
};
pub(super) const DECREASE: Wording = Wording {
    code: "D",
    texts: [
        ("en", "Decrease"),
        ("de", "Abnahme"),
        ("fr", "Diminution"),
        ("es", "Disminución"),
        ("it", "Diminuzione"),
        ("pt", "Diminuição"),
        ("nl", "Afname"),
        ("ko", "감소"),
        ("ja", "減少"),
        ("zh", "减少"),
    ],
};
pub(super) const OTHER: Wording = Wording {
    code: "-oth-",
    texts: [
        ("en", "Other"),
        ("de", "Sonstiges"),
        ("fr", "Autre"),
        ("es", "Otro"),
        ("it", "Altro"),
        ("pt", "Outro"),
        ("nl", "Anders"),
        ("ko", "기타"),
        ("ja", "その他"),
        ("zh", "其他"),
    ],
};
pub(super) const COMMENT: Wording = Wording {
    code: "comment",
    texts: [
        ("en", "Comment"),
        ("de", "Kommentar"),
        ("fr", "Commentaire"),
        ("es", "Comentario"),
        ("it", "Commento"),
        ("pt", "Comentário"),
        ("nl", "Opmerking"),
        ("ko", "의견"),
        ("ja", "コメント"),
        ("zh", "评论"),
    ],
};
pub(super) const ACCEPT: Wording = Wording {
    code: "accept",
    texts: [
        ("en", "I accept the data policy."),
        ("de", "Ich stimme den Datenschutzhinweisen zu."),
        ("fr", "J’accepte la politique de confidentialité."),
        ("es", "Acepto la política de datos."),
        ("it", "Accetto l’informativa sui dati."),
        ("pt", "Aceito a política de dados."),
        ("nl", "Ik ga akkoord met het gegevensbeleid."),
        ("ko", "개인정보 처리방침에 동의합니다."),
        ("ja", "データの取り扱いに同意します。"),
        ("zh", "我同意数据政策。"),
    ],
};
