//! `canvass report --format charts --out DIR`: each chart of a report as files for whoever typesets it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::failure::Failure;
use super::terminal::{self, Terminal, counted};
use crate::export::chart::{Palette, chart_files, png};
use crate::service::{fonts_of, system_fonts};
use crate::tabulation::Report;

/// Writes `ID.svg`, `ID.png`, `ID.csv` and `ID.md` for each chart into the folder, which is made where it is missing.
/// `fonts` is the folder of the only fonts to draw with.
pub(super) fn write(
    report: &Report,
    folder: &Path,
    palette: &Palette,
    fonts: Option<&Path>,
    terminal: Terminal,
) -> anyhow::Result<()> {
    let charts = chart_files(report, palette)?;
    if charts.is_empty() {
        return Err(Failure::Input(
            "the report has no chart: give a table `chart: bar`, stacked, diverging or line".to_owned(),
        )
        .into());
    }
    let fonts = match fonts {
        Some(of) => Some(fonts_of(of)).filter(|fonts| !fonts.is_empty()).ok_or_else(|| {
            Failure::Usage(format!("{}: there is no font in this folder (.ttf, .otf, .ttc)", of.display()))
        })?,
        None => system_fonts(),
    };
    fs::create_dir_all(folder).map_err(|error| Failure::unwritable(folder, &error))?;
    let mut without_font = BTreeSet::new();
    let progress = terminal.progress(charts.len() as u64, "charts");
    for chart in &charts {
        let picture = png(&chart.svg, &fonts)
            .map_err(|error| Failure::System(format!("`{}.png` could not be drawn: {error}", chart.name)))?;
        without_font.extend(picture.without_font);
        let files: [(&str, &[u8]); 4] = [
            ("svg", chart.svg.as_bytes()),
            ("png", &picture.png),
            ("csv", &chart.csv),
            ("md", chart.markdown.as_bytes()),
        ];
        for (ending, bytes) in files {
            terminal::deliver(Some(&folder.join(format!("{}.{ending}", chart.name))), bytes)?;
        }
        progress.inc(1);
    }
    progress.finish_and_clear();
    if !without_font.is_empty() {
        let letters: String = without_font.iter().take(20).collect();
        terminal.say(format!(
            "warning: no font has {letters}: the PNG files have boxes there; install a font that does, such as Noto"
        ));
    }
    terminal.say(format!(
        "{} written to {}: SVG, PNG, the figures as CSV, and footers with alternative texts as Markdown",
        counted(charts.len(), "chart"),
        folder.display()
    ));
    Ok(())
}
