//! The stylesheet of reports, and the name a content security policy gives it.

use sha2::{Digest, Sha256};

/// One `<style>` element holds exactly this text.
pub(super) const STYLE: &str = include_str!("style.css");

/// The stylesheet as a source of a content security policy: `'sha256-…'`, for `style-src`.
pub fn style_source() -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(STYLE.as_bytes())))
}

/// What the page itself forbids wherever it is opened: scripts, and anything from elsewhere.
pub(super) fn content_policy() -> String {
    format!(
        "default-src 'none'; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        style_source()
    )
}

/// RFC 4648, section 4, with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            if place <= chunk.len() {
                text.push(char::from(LETTERS[(group >> (18 - 6 * place) & 63) as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of RFC 4648, section 10.
    #[test]
    fn base64_is_as_the_standard_has_it() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, coded) in cases {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn the_stylesheet_cannot_end_its_element() {
        assert!(!STYLE.contains("</"));
    }
}
