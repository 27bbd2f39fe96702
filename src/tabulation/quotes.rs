//! Figures quoted in a report's text as `{{ id }}`.

/// The ids a text quotes, in order.
pub(crate) fn names(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).filter_map(|(_, name)| name)
}

/// The text with each quotation replaced by what `value` says; one it knows nothing of stays as it stands.
pub(crate) fn filled(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::new();
    for (before, name) in pieces(text) {
        filled.push_str(before);
        if let Some(name) = name {
            filled.push_str(&value(name).unwrap_or_else(|| format!("{{{{ {name} }}}}")));
        }
    }
    filled
}

/// Text, and the name that follows it.
fn pieces(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let quoted = text.split_once("{{").and_then(|(before, after)| {
            let (name, after) = after.split_once("}}")?;
            Some((before, name.trim(), after))
        });
        match quoted {
            Some((before, name, after)) => {
                rest = Some(after);
                Some((before, Some(name)))
            }
            None => {
                rest = None;
                Some((text, None))
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_filled_and_the_rest_stays() {
        let text = "{{ a }} of {{b}}, against {{ c }} {{";
        assert_eq!(names(text).collect::<Vec<_>>(), ["a", "b", "c"]);
        let value = |name: &str| (name != "c").then(|| name.to_uppercase());
        assert_eq!(filled(text, value), "A of B, against {{ c }} {{");
    }
}
