//! DDI-Codebook 2.5 (ddialliance.org): the study, its data file (`canvass export --format csv`) and every column with its
//! question, universe, categories and reasons of missing answers, in every language of the questionnaire.

use super::rules;
use super::triple_s::label;
use super::xml::Xml;
use crate::export::responses::FIXED;
use crate::i18n::{Language, LocalizedText};
use crate::questionnaire::{
    AnswerOption, Item, ItemIndex, ItemKind, Questionnaire, VariableIndex, VariableKind, plain, words,
};
use crate::responses::{ColumnName, ColumnRole, Missing, columns, flag_name, preamble_columns};

pub(super) fn write(questionnaire: &Questionnaire, version: &str) -> String {
    let source = questionnaire.source_language();
    let mut xml = Xml::new();
    xml.open(
        "codeBook",
        &[
            ("xmlns", Some("ddi:codebook:2_5")),
            ("xmlns:xsi", Some("http://www.w3.org/2001/XMLSchema-instance")),
            (
                "xsi:schemaLocation",
                Some(
                    "ddi:codebook:2_5 http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd",
                ),
            ),
            ("version", Some("2.5")),
            ("xml:lang", Some(source.as_str())),
        ],
    );
    let document = Document { questionnaire, columns: columns(questionnaire) };
    document.study(&mut xml, version);
    document.file(&mut xml);
    document.data(&mut xml);
    xml.finish()
}

/// A column that is no answer.
fn plain_variable(xml: &mut Xml, name: &str) {
    let keys = [
        ("ID", Some(&*format!("V_{name}"))),
        ("name", Some(name)),
        ("files", Some("F1")),
        ("intrvl", Some("discrete")),
    ];
    xml.open("var", &keys);
    xml.text("labl", &[], &name.replace('_', " "));
    xml.empty("varFormat", &[("type", Some("character")), ("schema", Some("other"))]);
    xml.close();
}

struct Document<'a> {
    questionnaire: &'a Questionnaire,
    columns: Vec<ColumnName>,
}

impl Document<'_> {
    fn languages(&self) -> &[Language] {
        &self.questionnaire.languages
    }

    /// A text in every language it has, each in an element of its own.
    fn texts(&self, xml: &mut Xml, name: &'static str, text: &LocalizedText) {
        for (index, language) in self.languages().iter().enumerate() {
            if index == 0 || text.translations.contains_key(language) {
                xml.text(name, &[("xml:lang", Some(language.as_str()))], &plain::label(text.get(language)));
            }
        }
    }

    fn study(&self, xml: &mut Xml, version: &str) {
        let questionnaire = self.questionnaire;
        xml.open("docDscr", &[]);
        xml.open("citation", &[]);
        xml.open("titlStmt", &[]);
        let title = plain::label(questionnaire.title.get(questionnaire.source_language()));
        xml.text("titl", &[], &format!("Codebook of {title}"));
        xml.close();
        xml.open("prodStmt", &[]);
        xml.text("software", &[("version", Some(env!("CARGO_PKG_VERSION")))], "canvass");
        xml.close();
        xml.close();
        xml.close();
        xml.open("stdyDscr", &[]);
        xml.open("citation", &[]);
        xml.open("titlStmt", &[]);
        xml.text("titl", &[], &title);
        for language in self.languages().iter().skip(1) {
            if let Some(translated) = questionnaire.title.translations.get(language) {
                xml.text("parTitl", &[("xml:lang", Some(language.as_str()))], &plain::label(translated));
            }
        }
        xml.text(
            "IDNo",
            &[("agency", Some("canvass"))],
            &format!("{}-{}", questionnaire.id, questionnaire.edition),
        );
        xml.close();
        xml.open("verStmt", &[]);
        xml.text("version", &[], version);
        xml.close();
        xml.close();
        if let Some(intro) = &questionnaire.intro {
            xml.open("stdyInfo", &[]);
            self.texts(xml, "abstract", intro);
            xml.close();
        }
        xml.close();
    }

    fn file(&self, xml: &mut Xml) {
        xml.open("fileDscr", &[("ID", Some("F1"))]);
        xml.open("fileTxt", &[]);
        xml.text("fileName", &[], &format!("{}-{}.csv", self.questionnaire.id, self.questionnaire.edition));
        xml.open("dimensns", &[]);
        xml.text(
            "varQnty",
            &[],
            &(FIXED.len() + self.preamble().len() + self.columns.len() + self.flags().len()).to_string(),
        );
        xml.close();
        xml.text("fileType", &[("charset", Some("UTF-8"))], "text/csv");
        xml.close();
        xml.close();
    }

    fn data(&self, xml: &mut Xml) {
        xml.open("dataDscr", &[]);
        for (index, item) in self.questionnaire.items.iter().enumerate() {
            self.group(xml, ItemIndex(index), item);
        }
        for name in FIXED.iter().map(|name| (*name).to_owned()).chain(self.preamble()) {
            plain_variable(xml, &name);
        }
        for column in &self.columns {
            self.variable(xml, column);
        }
        for name in self.flags() {
            plain_variable(xml, &name);
        }
        xml.close();
    }

    /// The columns before the answers: arms and consents.
    fn preamble(&self) -> Vec<String> {
        preamble_columns(self.questionnaire).into_iter().map(|(name, _)| name).collect()
    }

    /// The columns behind the answers.
    fn flags(&self) -> Vec<String> {
        self.questionnaire.quality.rules().into_iter().map(flag_name).collect()
    }

    /// Grids, multiples, rankings and allocations are groups of their columns.
    fn group(&self, xml: &mut Xml, index: ItemIndex, item: &Item) {
        let kind = match &item.kind {
            ItemKind::Grid { .. } | ItemKind::MultipleGrid { .. } | ItemKind::Allocation { .. } => "grid",
            ItemKind::Multiple { .. } => "multipleResp",
            ItemKind::Ranking { .. } => "other",
            ItemKind::Single { .. }
            | ItemKind::Number { .. }
            | ItemKind::Scale { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. }
            | ItemKind::Note
            | ItemKind::Computed { .. } => return,
        };
        let other = (kind == "other").then_some("ranking");
        let members: Vec<String> = self
            .columns
            .iter()
            .filter(|column| self.questionnaire.variable(column.role.variable()).item == index)
            .map(|column| identifier(&column.name))
            .collect();
        xml.open(
            "varGrp",
            &[
                ("ID", Some(&format!("G_{}", item.id))),
                ("name", Some(item.id.as_str())),
                ("type", Some(kind)),
                ("otherType", other),
                ("var", Some(&members.join(" "))),
            ],
        );
        self.texts(xml, "labl", &item.text);
        xml.close();
    }

    fn variable(&self, xml: &mut Xml, column: &ColumnName) {
        let questionnaire = self.questionnaire;
        let variable = questionnaire.variable(column.role.variable());
        let item = questionnaire.item(variable.item);
        let continuous =
            matches!(column.role, ColumnRole::Answer(_)) && variable.kind == VariableKind::Number;
        xml.open(
            "var",
            &[
                ("ID", Some(&identifier(&column.name))),
                ("name", Some(&column.name)),
                ("files", Some("F1")),
                ("intrvl", Some(if continuous { "contin" } else { "discrete" })),
            ],
        );
        for language in self.languages() {
            let label = label(questionnaire, column.role, language);
            xml.text("labl", &[("xml:lang", Some(language.as_str()))], &label);
        }
        if !matches!(item.kind, ItemKind::Computed { .. }) {
            self.question(xml, item, variable.row);
        }
        valid_range(xml, item, column.role, variable.kind);
        self.missing_answers(xml, column.role, item);
        self.universe(xml, variable.item);
        self.categories(xml, column.role, variable.kind);
        if let ItemKind::Computed { source, .. } = &item.kind {
            xml.open("derivation", &[]);
            xml.text("drvdesc", &[], "Worked out from the other answers when the response was submitted.");
            xml.text("drvcmd", &[("syntax", Some("canvass"))], source);
            xml.close();
        }
        format_of(xml, column.role, variable.kind);
        if let Some(notes) = &item.notes {
            xml.text("notes", &[], notes);
        }
        xml.close();
    }

    /// The question as it was put: what stood before it, itself, and what to do.
    fn question(&self, xml: &mut Xml, item: &Item, row: Option<usize>) {
        xml.open("qstn", &[]);
        match row.and_then(|row| item.rows().get(row)) {
            Some(row) => {
                self.texts(xml, "preQTxt", &item.text);
                self.texts(xml, "qstnLit", &row.text);
            }
            None => self.texts(xml, "qstnLit", &item.text),
        }
        if let Some(help) = &item.help {
            self.texts(xml, "postQTxt", help);
        }
        let source = self.questionnaire.source_language();
        let ends = rules::consequences(self.questionnaire, item, source);
        let told: Vec<String> = rules::instruction(item).into_iter().chain(ends).collect();
        xml.text("ivuInstr", &[("xml:lang", Some("en"))], &told.join(" "));
        xml.close();
    }

    fn universe(&self, xml: &mut Xml, item: ItemIndex) {
        for (index, language) in self.languages().iter().enumerate() {
            match words::universe(self.questionnaire, item, language) {
                Some(who) => xml.text(
                    "universe",
                    &[("xml:lang", Some(language.as_str()))],
                    &format!("Those for whom {who}"),
                ),
                None if index == 0 => xml.text("universe", &[("xml:lang", Some("en"))], "All respondents"),
                None => {}
            }
        }
    }

    /// The codes that `--missing-codes` writes, unless they are answers.
    fn missing_answers(&self, xml: &mut Xml, role: ColumnRole, item: &Item) {
        if let ColumnRole::Specify(..) = role {
            return;
        }
        let own: Vec<i64> = item.options().iter().filter_map(|option| option.code.as_integer()).collect();
        let reasons: Vec<Missing> = Missing::ALL
            .into_iter()
            .filter(|reason| !own.iter().any(|code| *code == reason.file_code()))
            .collect();
        xml.open("invalrng", &[]);
        for reason in &reasons {
            xml.empty("item", &[("VALUE", Some(&reason.file_code().to_string()))]);
        }
        let key: Vec<String> =
            reasons.iter().map(|reason| format!("{} {}", reason.file_code(), reason.as_str())).collect();
        xml.text("key", &[], &key.join("; "));
        xml.close();
    }

    fn categories(&self, xml: &mut Xml, role: ColumnRole, kind: VariableKind) {
        match role {
            ColumnRole::Ticked(..) => {
                for (value, text) in [("0", "not ticked"), ("1", "ticked")] {
                    xml.open("catgry", &[]);
                    xml.text("catValu", &[], value);
                    xml.text("labl", &[("xml:lang", Some("en"))], text);
                    xml.close();
                }
            }
            ColumnRole::Answer(variable) if kind == VariableKind::Single => {
                for option in self.questionnaire.options(variable) {
                    self.category(xml, option);
                }
            }
            ColumnRole::Answer(variable) => self.ends_of_scale(xml, variable),
            ColumnRole::Rank(..) | ColumnRole::Specify(..) => {}
        }
    }

    fn category(&self, xml: &mut Xml, option: &AnswerOption) {
        let missing = option.missing.map(|_| "Y");
        xml.open("catgry", &[("missing", missing), ("missType", option.missing.map(rules::missing))]);
        xml.text("catValu", &[], option.code.as_str());
        self.texts(xml, "labl", &option.text);
        xml.close();
    }

    fn ends_of_scale(&self, xml: &mut Xml, variable: VariableIndex) {
        let item = self.questionnaire.item(self.questionnaire.variable(variable).item);
        if let ItemKind::Scale { from, to, from_text, to_text } = &item.kind {
            for (point, text) in [(from, from_text), (to, to_text)] {
                if let Some(text) = text {
                    xml.open("catgry", &[]);
                    xml.text("catValu", &[], &point.to_string());
                    self.texts(xml, "labl", text);
                    xml.close();
                }
            }
        }
    }
}

fn valid_range(xml: &mut Xml, item: &Item, role: ColumnRole, kind: VariableKind) {
    let (min, max, units) = match (&item.kind, role) {
        (_, ColumnRole::Rank(..)) => match kind {
            VariableKind::Ranking { ranks } => (Some("1".to_owned()), Some(ranks.to_string()), "INT"),
            VariableKind::Single
            | VariableKind::Multiple
            | VariableKind::Number
            | VariableKind::Scale
            | VariableKind::Date
            | VariableKind::Text => return,
        },
        (_, ColumnRole::Ticked(..) | ColumnRole::Specify(..)) => return,
        (ItemKind::Number { min, max, decimals, .. }, _) => (
            min.map(|min| min.to_string()),
            max.map(|max| max.to_string()),
            if *decimals == 0 { "INT" } else { "REAL" },
        ),
        (ItemKind::Scale { from, to, .. }, _) => (Some(from.to_string()), Some(to.to_string()), "INT"),
        (ItemKind::Allocation { total, .. }, _) => (Some("0".to_owned()), Some(total.to_string()), "REAL"),
        (
            ItemKind::Single { .. }
            | ItemKind::Multiple { .. }
            | ItemKind::Grid { .. }
            | ItemKind::MultipleGrid { .. }
            | ItemKind::Ranking { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. }
            | ItemKind::Note
            | ItemKind::Computed { .. },
            ColumnRole::Answer(_),
        ) => return,
    };
    if min.is_none() && max.is_none() {
        return;
    }
    xml.open("valrng", &[]);
    xml.empty("range", &[("UNITS", Some(units)), ("min", min.as_deref()), ("max", max.as_deref())]);
    xml.close();
}

fn format_of(xml: &mut Xml, role: ColumnRole, kind: VariableKind) {
    let (written, category) = match (role, kind) {
        (ColumnRole::Ticked(..) | ColumnRole::Rank(..), _) => ("numeric", "other"),
        (ColumnRole::Specify(..), _) => ("character", "other"),
        (ColumnRole::Answer(_), VariableKind::Number | VariableKind::Scale) => ("numeric", "other"),
        (ColumnRole::Answer(_), VariableKind::Date) => ("character", "date"),
        (
            ColumnRole::Answer(_),
            VariableKind::Single | VariableKind::Text | VariableKind::Multiple | VariableKind::Ranking { .. },
        ) => ("character", "other"),
    };
    let formatname = (category == "date").then_some("YYYY-MM-DD");
    xml.empty(
        "varFormat",
        &[
            ("type", Some(written)),
            ("schema", Some("other")),
            ("category", Some(category)),
            ("formatname", formatname),
        ],
    );
}

/// A column's name as an XML id.
fn identifier(name: &str) -> String {
    format!("V_{name}")
}
