//! The fonts of this machine or of a folder, for pictures whose letters are drawn here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, Family, Query, Source, Style, Weight};

/// Families without serifs, the one that is taken first; most machines have one of them.
const SANS: [&str; 7] =
    ["Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial", "Helvetica", "Segoe UI", "Nimbus Sans"];

/// Every font of the system, in an order that depends on their names alone: a letter that the first family lacks is
/// always taken from the same other one. Empty where there is none.
pub fn system_fonts() -> Arc<Database> {
    let mut found = Database::new();
    found.load_system_fonts();
    in_order(&found)
}

/// The fonts of a folder and its folders alone, in the same order: pictures with them are the same on every machine. Empty
/// where there is none.
pub fn fonts_of(folder: &Path) -> Arc<Database> {
    let mut found = Database::new();
    found.load_fonts_dir(folder);
    in_order(&found)
}

fn in_order(found: &Database) -> Arc<Database> {
    let files: BTreeSet<(bool, bool, PathBuf)> = found
        .faces()
        .filter_map(|face| {
            let (Source::File(path) | Source::SharedFile(path, _)) = &face.source else { return None };
            let has_serifs = !face.families.iter().any(|(name, _)| name.contains("Sans"));
            let is_special = face.weight != Weight::NORMAL || face.style != Style::Normal || face.monospaced;
            Some((has_serifs, is_special, path.clone()))
        })
        .collect();
    let mut fonts = Database::new();
    let mut loaded: BTreeSet<PathBuf> = BTreeSet::new();
    for (_, _, path) in files {
        // A font that has been removed since is left out, as it would be a moment later.
        if loaded.insert(path.clone()) {
            let _ = fonts.load_font_file(&path);
        }
    }
    let has = |family: &&str| {
        fonts.query(&Query { families: &[Family::Name(family)], ..Query::default() }).is_some()
    };
    let any = || fonts.faces().next()?.families.first().map(|(name, _)| name.clone());
    let family = SANS.iter().find(|family| has(family)).map(|family| (*family).to_owned()).or_else(any);
    if let Some(family) = family {
        fonts.set_sans_serif_family(family.clone());
        // What is fallen back to where a family is not there.
        fonts.set_serif_family(family);
    }
    Arc::new(fonts)
}
