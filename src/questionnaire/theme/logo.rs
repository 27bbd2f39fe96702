//! A logo: a small PNG, or an SVG that draws and does nothing else.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// It stands in every page of the form, so it has to be small.
pub const LOGO_BYTES_MAX: usize = 64 * 1024;
const PNG_SIDE_MAX: u32 = 4096;

/// A picture that can stand in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// `image/png` or `image/svg+xml`.
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

pub(super) struct Problem {
    pub(super) message: String,
    pub(super) help: &'static str,
}

fn problem(message: String, help: &'static str) -> Problem {
    Problem { message, help }
}

/// The file as a logo; what it is is read from its content and not from its name.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Logo, Problem> {
    if bytes.len() > LOGO_BYTES_MAX {
        return Err(problem(
            format!("`{name}` is larger than {} KiB", LOGO_BYTES_MAX / 1024),
            "save it smaller: it is part of every page of the form",
        ));
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return png(name, bytes);
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(problem(format!("`{name}` is neither PNG nor SVG"), "save it as PNG or SVG"));
    };
    match harm(text) {
        Ok(None) => Ok(Logo { media_type: "image/svg+xml", bytes: bytes.to_owned() }),
        Ok(Some(harm)) => Err(problem(
            format!("`{name}` holds {harm}"),
            "export it as a plain SVG: shapes and paths, nothing that runs and nothing from elsewhere",
        )),
        Err(()) => Err(problem(format!("`{name}` is neither PNG nor SVG"), "save it as PNG or SVG")),
    }
}

/// PNG, section 11.2.1: the header is the first chunk and begins with width and height.
fn png(name: &str, bytes: &[u8]) -> Result<Logo, Problem> {
    let side = |from: usize| {
        let four: Option<[u8; 4]> = bytes.get(from..from + 4).and_then(|four| four.try_into().ok());
        four.map(u32::from_be_bytes).filter(|side| (1..=PNG_SIDE_MAX).contains(side))
    };
    if bytes.get(12..16) == Some(b"IHDR") && side(16).is_some() && side(20).is_some() {
        return Ok(Logo { media_type: "image/png", bytes: bytes.to_owned() });
    }
    Err(problem(
        format!("`{name}` is no PNG that can be shown"),
        "save it again as PNG, at most 4096 pixels wide and high",
    ))
}

/// What an SVG has that a drawing needs not; an error where it is no SVG.
fn harm(text: &str) -> Result<Option<String>, ()> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut depth = 0_usize;
    let mut is_svg = false;
    // How deep the outermost style stands that is not closed yet.
    let mut style: Option<usize> = None;
    loop {
        match reader.read_event().map_err(|_| ())? {
            Event::Start(element) => {
                is_svg = is_root(&element, depth, is_svg)?;
                if let Some(harm) = harm_of(&element) {
                    return Ok(Some(harm));
                }
                if style.is_none() && element.local_name().as_ref().eq_ignore_ascii_case("style") {
                    style = Some(depth);
                }
                depth += 1;
            }
            Event::Empty(element) => {
                is_svg = is_root(&element, depth, is_svg)?;
                if let Some(harm) = harm_of(&element) {
                    return Ok(Some(harm));
                }
            }
            Event::End(_) => {
                depth = depth.checked_sub(1).ok_or(())?;
                style = style.filter(|style| *style < depth);
            }
            Event::Text(found) if style.is_some() && reaches_out(&found) => {
                return Ok(Some(ELSEWHERE.to_owned()));
            }
            Event::CData(found) if style.is_some() && reaches_out(&found) => {
                return Ok(Some(ELSEWHERE.to_owned()));
            }
            Event::GeneralRef(_) if style.is_some() => {
                return Ok(Some("a style that is written in entities".to_owned()));
            }
            Event::DocType(found) if found.contains('[') => {
                return Ok(Some("a document type with declarations of its own".to_owned()));
            }
            Event::PI(_) => return Ok(Some("an instruction to programs".to_owned())),
            Event::Eof if is_svg && depth == 0 => return Ok(None),
            Event::Eof => return Err(()),
            Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

const ELSEWHERE: &str = "something from elsewhere";

fn is_root(element: &BytesStart<'_>, depth: usize, is_svg: bool) -> Result<bool, ()> {
    if depth > 0 {
        Ok(is_svg)
    } else if element.local_name().as_ref() == "svg" {
        Ok(true)
    } else {
        Err(())
    }
}

fn harm_of(element: &BytesStart<'_>) -> Option<String> {
    let name = element.local_name().as_ref().to_lowercase();
    if ["script", "foreignobject", "iframe", "object", "embed", "audio", "video"].contains(&name.as_str()) {
        return Some(format!("a <{name}>"));
    }
    for attribute in element.attributes() {
        let Ok(attribute) = attribute else { return Some("an attribute that cannot be read".to_owned()) };
        let key = attribute.key.local_name().as_ref().to_lowercase();
        if key.starts_with("on") {
            return Some(format!("`{key}`, which runs a script"));
        }
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
        let value: String = value.chars().filter(|letter| !letter.is_whitespace()).collect();
        let value = value.to_lowercase();
        let leads_out = key == "href"
            && !value.starts_with('#')
            && !value.starts_with("data:image/png")
            && !value.starts_with("data:image/jpeg");
        if leads_out || value.contains("javascript:") || reaches_out(&value) {
            return Some(ELSEWHERE.to_owned());
        }
    }
    None
}

/// Whether a style loads anything but a part of the same drawing.
fn reaches_out(style: &str) -> bool {
    let style = style.to_lowercase();
    let loads = style.split("url(").skip(1).any(|rest| {
        !rest
            .trim_start_matches(|letter: char| letter.is_whitespace() || "\"'".contains(letter))
            .starts_with('#')
    });
    // Escapes hide what they spell.
    loads || style.contains("@import") || style.contains('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(svg: &str) -> Result<Logo, String> {
        read("logo.svg", svg.as_bytes()).map_err(|problem| problem.message)
    }

    #[test]
    fn a_drawing_is_a_logo() {
        let svg = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><style>.a { fill: url(#g) }</style><defs><linearGradient id=\"g\"/></defs><use href=\"#g\"/><path class=\"a\" d=\"M0 0h9v9z\"/></svg>";
        assert_eq!(read_text(svg).unwrap().media_type, "image/svg+xml");
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x40\0\0\0\x20".to_vec();
        assert_eq!(read("logo.png", &png).ok().unwrap().media_type, "image/png");
        png.truncate(20);
        assert!(read("logo.png", &png).is_err());
    }

    #[test]
    fn what_runs_or_reaches_out_is_refused() {
        for (inside, what) in [
            ("<script>alert(1)</script>", "a <script>"),
            ("<SCRIPT/>", "a <script>"),
            ("<path onload=\"alert(1)\"/>", "`onload`"),
            ("<a href=\"javascript:alert(1)\"><path/></a>", "something from elsewhere"),
            ("<image href=\"https://example.org/a.png\"/>", "something from elsewhere"),
            ("<image xlink:href=\"data:image/svg+xml;base64,AA\"/>", "something from elsewhere"),
            ("<foreignObject/>", "a <foreignobject>"),
            ("<style>@import 'https://example.org/a.css';</style>", "something from elsewhere"),
            ("<style>a { fill: url( 'https://example.org/a' ) }</style>", "something from elsewhere"),
            ("<style><![CDATA[@import 'a.css';]]></style>", "something from elsewhere"),
            ("<style><b></b>@import 'a.css';</style>", "something from elsewhere"),
            ("<rect style=\"fill: url(https://example.org/a)\"/>", "something from elsewhere"),
            ("<set attributeName=\"href\" to=\"java&#115;cript:alert(1)\"/>", "something from elsewhere"),
        ] {
            let problem = read_text(&format!("<svg>{inside}</svg>")).unwrap_err();
            assert!(problem.contains(what), "{inside}: {problem}");
        }
        let entities = "<!DOCTYPE svg [<!ENTITY x \"y\">]><svg>&x;</svg>";
        assert!(read_text(entities).unwrap_err().contains("document type"));
    }

    #[test]
    fn other_files_are_refused() {
        for other in ["", "GIF89a", "<html></html>", "<svg>", "<svg></svg></svg>", "{}"] {
            assert!(read_text(other).unwrap_err().contains("neither PNG nor SVG"), "{other}");
        }
        let large = vec![b' '; LOGO_BYTES_MAX + 1];
        assert!(
            read("logo.svg", &large).is_err_and(|problem| problem.message.contains("larger than 64 KiB"))
        );
    }
}
