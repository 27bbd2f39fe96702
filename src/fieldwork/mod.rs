//! Running a wave: its file, when it is open, the rules it adds to the questionnaire, and how each interview ended.

pub mod change;
mod disposition;
mod notice;
mod population;
mod rules;
mod wave;
pub mod wave_file;
mod wave_text;

pub use disposition::{of_finished, of_unfinished};
pub use notice::Notice;
pub use population::population_changes;
pub use rules::WaveRules;
pub use wave::{MoveError, Schedule, Wave, WaveMove, WaveState};
pub use wave_file::WavePlan;
pub use wave_text::WaveText;
