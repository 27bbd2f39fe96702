//! The form's stylesheet and script, embedded in the program and named by their content, so that a browser may keep
//! them for ever.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// A file the form's pages link to.
#[derive(Debug)]
pub struct Asset {
    /// `/assets/form.0123456789ab.css`: the name changes with the content.
    pub path: String,
    pub content_type: &'static str,
    pub bytes: &'static [u8],
}

/// The stylesheet of every page a respondent sees.
pub static STYLESHEET: LazyLock<Asset> = LazyLock::new(|| {
    asset("form", "css", "text/css; charset=utf-8", include_bytes!("../../assets/form.css"))
});

/// The script of the pages with questions, an ES module.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    asset("form", "js", "text/javascript; charset=utf-8", include_bytes!("../../assets/form.js"))
});

/// What the panel beside a previewed page looks like.
pub static PREVIEW_STYLESHEET: LazyLock<Asset> = LazyLock::new(|| {
    asset("preview", "css", "text/css; charset=utf-8", include_bytes!("../../assets/preview.css"))
});

/// The asset served at this path. Serve it with `Cache-Control: public, max-age=31536000, immutable`.
pub fn find(path: &str) -> Option<&'static Asset> {
    [&*STYLESHEET, &*SCRIPT, &*PREVIEW_STYLESHEET].into_iter().find(|asset| asset.path == path)
}

/// The Content-Security-Policy that the program's pages are made for: nothing inline, nothing from elsewhere
/// (`data:` is the empty icon, which saves a request).
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

fn asset(stem: &str, extension: &str, content_type: &'static str, bytes: &'static [u8]) -> Asset {
    Asset { path: format!("/assets/{}", named_by_content(stem, bytes, extension)), content_type, bytes }
}

/// `form.0123456789ab.css`: the name changes with the content.
pub(super) fn named_by_content(stem: &str, bytes: &[u8], extension: &str) -> String {
    use std::fmt::Write;
    let mut hash = String::new();
    for byte in Sha256::digest(bytes).iter().take(6) {
        let _ = write!(hash, "{byte:02x}");
    }
    format!("{stem}.{hash}.{extension}")
}
