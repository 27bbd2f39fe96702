//! Reading a theme file, with every problem at once.

use super::logo::{self, Logo};
use super::{
    CHART_COLOURS_MAX, Colour, DARK_GROUND, LEAST_DIFFERENCE, LIGHT_GROUND, LIGHT_PAGE, MARK_CONTRAST,
    Shades, TEXT_CONTRAST, Theme,
};
use crate::diagnostics::{Code, Diagnostic, FileId, Source, Sources, Span};
use crate::questionnaire::syntax::{self, Key, KeyKind, Mapping, Node, Reader, Shape, Value, json_schema};

const COLOUR: KeyKind = KeyKind::Either(&KeyKind::Text, &KeyKind::Mapping(&SHADES));

/// The keys of a theme file.
static THEME: Shape = Shape {
    name: "a theme",
    keys: &[
        Key::required("canvass", KeyKind::Integer, "the language version: 1"),
        Key::optional("name", KeyKind::Text, "whose survey it is, above the form and the report"),
        Key::optional("logo", KeyKind::Text, "a PNG or SVG file beside this one"),
        Key::optional("accent", COLOUR, "the colour of buttons, links and bars, as `\"#1d4f91\"`"),
        Key::optional("chart_colours", KeyKind::List(&COLOUR), "the colours of lines, at most seven"),
        Key::optional("font", KeyKind::Text, "the font family of reports and charts"),
    ],
};

static SHADES: Shape = Shape {
    name: "a colour",
    keys: &[
        Key::required("light", KeyKind::Text, "on a light page, as `\"#1d4f91\"`"),
        Key::required("dark", KeyKind::Text, "on a dark page, as `\"#8fb4e8\"`"),
    ],
};

const NAME_CHARS_MAX: usize = 120;
const FONT_CHARS_MAX: usize = 60;

/// The JSON Schema (2020-12) of a theme file.
pub fn schema() -> String {
    json_schema(&THEME, "The look of a canvass survey", None)
}

/// The logo that a theme names, where it is the name of a file beside it: whoever reads the folder reads that file too.
pub fn logo_file(file: FileId, source: &Source) -> Option<String> {
    let (root, _) = syntax::parse(file, source);
    let Some(Node { value: Value::Mapping(entries), .. }) = root else { return None };
    let name = entries.iter().find(|entry| entry.key == "logo")?.value.as_text()?.to_owned();
    is_beside(&name).then_some(name)
}

/// The theme in a file and what is wrong with it; `None` where it is no theme at all. `logo` holds the bytes of the file
/// that it names, as far as they were read; `None` where there is none.
pub fn parse(sources: &Sources, file: FileId, logo: Option<&[u8]>) -> (Option<Theme>, Vec<Diagnostic>) {
    let (root, mut diagnostics) = syntax::parse(file, sources.get(file));
    let Some(root) = root else { return (None, diagnostics) };
    let mut reader = Reader::default();
    let theme = reader.mapping(&root, &THEME).map(|body| read(&mut reader, &body, logo));
    diagnostics.append(&mut reader.diagnostics);
    (theme, diagnostics)
}

fn read(reader: &mut Reader, body: &Mapping<'_>, logo: Option<&[u8]>) -> Theme {
    if let Some(node) = body.get("canvass").filter(|node| node.as_text() != Some("1")) {
        reader.push(
            Diagnostic::new(Code::LanguageVersion, node.span, "this program reads version 1 of the language")
                .help("write `canvass: 1`"),
        );
    }
    Theme {
        name: body.get("name").and_then(|node| name(reader, node)),
        logo: body.get("logo").and_then(|node| read_logo(reader, node, logo)),
        accent: body.get("accent").and_then(|node| accent(reader, node)),
        chart_colours: body.get("chart_colours").map(|node| chart_colours(reader, node)).unwrap_or_default(),
        font: body.get("font").and_then(|node| font(reader, node)),
    }
}

fn name(reader: &mut Reader, node: &Node) -> Option<String> {
    let text = reader.text(node, "`name`")?.trim();
    if text.is_empty() || text.chars().count() > NAME_CHARS_MAX || text.chars().any(char::is_control) {
        reader.push(
            Diagnostic::new(
                Code::BadValue,
                node.span,
                format!("a name has 1 to {NAME_CHARS_MAX} letters on one line"),
            )
            .help("write the name of who asks, as it should stand above the form"),
        );
        return None;
    }
    Some(text.to_owned())
}

fn font(reader: &mut Reader, node: &Node) -> Option<String> {
    let text = reader.text(node, "`font`")?.trim();
    let is_plain = |letter: char| letter.is_alphanumeric() || letter == ' ' || letter == '-';
    if text.is_empty() || text.chars().count() > FONT_CHARS_MAX || !text.chars().all(is_plain) {
        reader.push(
            Diagnostic::new(Code::BadFont, node.span, "a font is the name of one family")
                .help("write the name alone, as `font: Source Sans 3`; fonts of the system stand behind it"),
        );
        return None;
    }
    Some(text.to_owned())
}

fn is_beside(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '\\', ':']) && !name.starts_with('.')
}

fn read_logo(reader: &mut Reader, node: &Node, bytes: Option<&[u8]>) -> Option<Logo> {
    let name = reader.text(node, "`logo`")?;
    let mut refuse = |message: String, help: &str| {
        reader.push(Diagnostic::new(Code::BadLogo, node.span, message).help(help));
        None
    };
    if !is_beside(name) {
        return refuse(
            format!("`{name}` is not the name of a file beside the theme"),
            "put the file into the survey's folder and write its name alone",
        );
    }
    let Some(bytes) = bytes else {
        return refuse(
            format!("there is no file `{name}` beside the theme"),
            "put the file into the survey's folder, or take the key out",
        );
    };
    logo::read(name, bytes).or_else(|problem| refuse(problem.message, problem.help).ok_or(())).ok()
}

/// A colour as it is written, with where it stands.
struct Written {
    light: (Colour, Span),
    dark: Option<(Colour, Span)>,
}

fn written(reader: &mut Reader, node: &Node, what: &str) -> Option<Written> {
    if let Value::Mapping(_) = node.value {
        let body = reader.mapping(node, &SHADES)?;
        let mut one = |key: &str| body.get(key).and_then(|node| colour(reader, node, what));
        let (light, dark) = (one("light"), one("dark"));
        return Some(Written { light: light?, dark: Some(dark?) });
    }
    Some(Written { light: colour(reader, node, what)?, dark: None })
}

fn colour(reader: &mut Reader, node: &Node, what: &str) -> Option<(Colour, Span)> {
    // A colour without quotes is a comment to YAML, and so nothing at all.
    let found = node.as_text().and_then(Colour::parse);
    if found.is_none() {
        reader.push(
            Diagnostic::new(Code::BadColour, node.span, format!("{what} must be a colour"))
                .help("write it as `\"#1d4f91\"`, in quotes: without them YAML takes it for a comment"),
        );
    }
    found.map(|colour| (colour, node.span))
}

/// Warns where a colour is hard to see, and finds the one for dark pages where only one is given.
fn shades(reader: &mut Reader, written: &Written, what: &str, light_ground: Colour, needed: f64) -> Shades {
    let mut check = |(colour, span): (Colour, Span), ground: Colour, page: &str| {
        let ratio = colour.contrast(ground);
        if ratio < needed {
            let better = colour.standing_out(ground, needed);
            reader.push(
                Diagnostic::new(
                    Code::WeakContrast,
                    span,
                    format!("{what} `{colour}` is hard to see on a {page} page: {ratio:.1} to 1, where {needed} is needed"),
                )
                .help(format!("take `\"{better}\"`, the same hue, or another colour")),
            );
        }
        colour
    };
    let light = check(written.light, light_ground, "light");
    let dark = match written.dark {
        Some(dark) => check(dark, DARK_GROUND, "dark"),
        None => light.standing_out(DARK_GROUND, needed),
    };
    Shades { light, dark }
}

/// Text and buttons are in it, so it has to be seen as text is.
fn accent(reader: &mut Reader, node: &Node) -> Option<Shades> {
    let written = written(reader, node, "`accent`")?;
    Some(shades(reader, &written, "the accent", LIGHT_PAGE, TEXT_CONTRAST))
}

fn chart_colours(reader: &mut Reader, node: &Node) -> Vec<Shades> {
    let nodes = reader.list(node, "`chart_colours`");
    if let Some(beyond) = nodes.get(CHART_COLOURS_MAX) {
        reader.push(
            Diagnostic::new(
                Code::BadColour,
                beyond.span,
                format!("more than {CHART_COLOURS_MAX} colours are not told apart"),
            )
            .help("take the rest out: a chart with more lines is drawn as bars"),
        );
    }
    let mut found: Vec<(Shades, Span)> = Vec::new();
    for node in nodes.iter().take(CHART_COLOURS_MAX) {
        let Some(written) = written(reader, node, "a chart colour") else { continue };
        let new = shades(reader, &written, "the chart colour", LIGHT_GROUND, MARK_CONTRAST);
        let alike = found.iter().find(|(other, _)| {
            new.light.difference(other.light).min(new.dark.difference(other.dark)) < LEAST_DIFFERENCE
        });
        if let Some((other, span)) = alike {
            reader.push(
                Diagnostic::new(
                    Code::ColoursAlike,
                    node.span,
                    format!("`{}` and `{}` look alike to some readers", other.light, new.light),
                )
                .label("not told apart from the other by readers of every kind of colour vision")
                .related(*span, "the other")
                .help("make one of them clearly lighter or darker: differences of lightness are seen by everybody"),
            );
        }
        found.push((new, node.span));
    }
    found.into_iter().map(|(shades, _)| shades).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_theme(text: &str, logo: Option<&[u8]>) -> (Option<Theme>, Vec<(Code, String)>) {
        let mut sources = Sources::default();
        let file = sources.add("theme.yaml", text);
        let (theme, diagnostics) = parse(&sources, file, logo);
        (theme, diagnostics.into_iter().map(|found| (found.code, found.message)).collect())
    }

    fn codes(text: &str) -> Vec<Code> {
        read_theme(text, None).1.into_iter().map(|(code, _)| code).collect()
    }

    #[test]
    fn a_theme_has_shades_for_both_grounds() {
        let (theme, problems) = read_theme(
            "canvass: 1\nname: Example Research\naccent: \"#1d4f91\"\nchart_colours: [\"#1d4f91\", { light: \"#c28716\", dark: \"#e0a030\" }]\nfont: Source Sans 3\n",
            None,
        );
        assert_eq!(problems, []);
        let theme = theme.unwrap();
        let accent = theme.accent.unwrap();
        assert_eq!(accent.light.to_string(), "#1d4f91");
        assert!(accent.dark.contrast(DARK_GROUND) >= TEXT_CONTRAST);
        assert_eq!(theme.chart_colours[1].dark.to_string(), "#e0a030");
        assert_eq!(theme.font.as_deref(), Some("Source Sans 3"));
    }

    #[test]
    fn mistakes_are_told_where_they_stand() {
        assert_eq!(codes("canvass: 1\naccent: blue\n"), [Code::BadColour]);
        assert_eq!(codes("canvass: 1\naccent: \"#ffd400\"\n"), [Code::WeakContrast]);
        assert_eq!(codes("canvass: 1\nchart_colours: [\"#c96f1e\", \"#808519\"]\n"), [Code::ColoursAlike]);
        assert_eq!(codes("canvass: 1\nfont: \"x'; } body { display: none\"\n"), [Code::BadFont]);
        assert_eq!(codes("canvass: 1\nlogo: ../secret.png\n"), [Code::BadLogo]);
        assert_eq!(codes("canvass: 1\nlogo: logo.png\n"), [Code::BadLogo]);
        assert_eq!(codes("canvass: 2\n"), [Code::LanguageVersion]);
        assert_eq!(codes("canvass: 1\ncolour: \"#123\"\n"), [Code::UnknownKey]);
        let eight = "\"#123456\", ".repeat(8);
        assert!(codes(&format!("canvass: 1\nchart_colours: [{eight}]\n")).contains(&Code::BadColour));
    }

    #[test]
    fn an_advised_colour_is_one_that_passes() {
        let (_, problems) = read_theme("canvass: 1\naccent: \"#ffd400\"\n", None);
        assert!(problems[0].1.contains("1.3 to 1, where 4.5 is needed"), "{problems:?}");
        let better = Colour::parse("#ffd400").unwrap().standing_out(LIGHT_PAGE, TEXT_CONTRAST);
        assert_eq!(codes(&format!("canvass: 1\naccent: \"{better}\"\n")), []);
    }

    #[test]
    fn the_logo_of_a_theme_is_known_before_it_is_read() {
        let mut sources = Sources::default();
        let file = sources.add("theme.yaml", "canvass: 1\nlogo: mark.svg\n");
        assert_eq!(logo_file(file, sources.get(file)).as_deref(), Some("mark.svg"));
        let file = sources.add("theme.yaml", "canvass: 1\nlogo: /etc/passwd\n");
        assert_eq!(logo_file(file, sources.get(file)), None);
    }
}
