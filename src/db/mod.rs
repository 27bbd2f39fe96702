//! The only room that talks to PostgreSQL: connections, migrations, and one file a family of tables.

mod connection;
mod migrate;
pub mod private_postgres;
#[expect(unreachable_pub, reason = "the file is generated")]
mod schema;

pub use connection::{Database, DbError};
pub use migrate::MigrationStatus;
