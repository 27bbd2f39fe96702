//! The only room that talks to PostgreSQL: connections, migrations, and one file a family of tables.

mod analysis;
mod connection;
mod drafts;
mod keys;
mod migrate;
mod preamble;
pub mod private_postgres;
mod responses;
#[expect(unreachable_pub, reason = "the file is generated")]
mod schema;
mod snapshot;
mod versions;
mod views;
mod wave_versions;
mod waves;

pub use analysis::{AnalysisDatabase, CopiedRows, FeedPosition, Look, RowStream, Since, WantedRows};
pub use connection::{Database, DbError};
pub use drafts::Draft;
pub use keys::ApiKey;
pub use migrate::MigrationStatus;
pub use preamble::ArmPlaces;
pub use responses::{FeedMark, NewResponse, StoredResponse, Watermark};
pub use snapshot::{Snapshot, Stopper};
pub use versions::{Stored, VersionRow};
pub use views::{view_name, view_sql};
pub use wave_versions::{Seen, VersionChange, VersionCounts, VersionSwitch, WaveVersion};
pub use waves::{NewWave, StateChange};
