//! Finding PostgreSQL's programs on the machine, of the right version.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{PostgresError, PostgresSettings};

/// A folder with `postgres` and `initdb`, and their major version.
#[derive(Debug, Clone)]
pub(super) struct Binaries {
    pub(super) folder: PathBuf,
    pub(super) major: u32,
}

/// The oldest version that is tried: `pg_current_xact_id` came with 13.
const OLDEST: u32 = 13;

impl Binaries {
    /// The programs of version `wanted` (that of an existing data directory), else the newest.
    pub(super) fn find(
        settings: &PostgresSettings,
        wanted: Option<u32>,
        data_dir: &Path,
    ) -> Result<Binaries, PostgresError> {
        let installed = installed(settings)?;
        let Some(wanted) = wanted else {
            let newest = installed.iter().map(|binaries| binaries.major).max();
            let usable = newest.filter(|major| *major >= OLDEST);
            return installed
                .into_iter()
                .find(|binaries| Some(binaries.major) == usable)
                .ok_or(PostgresError::NotInstalled { install: install_command() });
        };
        let mut found: Vec<u32> = installed.iter().map(|binaries| binaries.major).collect();
        found.sort_unstable();
        found.dedup();
        installed.into_iter().find(|binaries| binaries.major == wanted).ok_or_else(|| {
            PostgresError::OtherVersion {
                folder: data_dir.to_owned(),
                wanted,
                found: found.iter().map(u32::to_string).collect::<Vec<_>>().join(", "),
                package: package(wanted),
            }
        })
    }

    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// Every installation in the order of search. `CANVASS_PG_BIN` is taken at its word: nothing else is looked at.
fn installed(settings: &PostgresSettings) -> Result<Vec<Binaries>, PostgresError> {
    if let Some(folder) = &settings.bin {
        let binaries = in_folder(folder.clone()).ok_or_else(|| PostgresError::NotInFolder {
            folder: folder.clone(),
            install: install_command(),
        })?;
        return Ok(vec![binaries]);
    }
    let on_path = settings.path.iter().flat_map(|path| std::env::split_paths(path));
    let installed: Vec<_> = on_path.chain(usual_folders()).filter_map(in_folder).collect();
    if installed.is_empty() {
        return Err(PostgresError::NotInstalled { install: install_command() });
    }
    Ok(installed)
}

/// Debian's and Red Hat's folders, a plain `/usr/pgsql`, and Homebrew's on both kinds of Mac and on Linux.
fn usual_folders() -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::from("/usr/pgsql/bin"), PathBuf::from("/usr/local/pgsql/bin")];
    let parents = [
        ("/usr/lib/postgresql", ""),
        ("/usr", "pgsql-"),
        ("/opt/homebrew/opt", "postgresql"),
        ("/usr/local/opt", "postgresql"),
        ("/home/linuxbrew/.linuxbrew/opt", "postgresql"),
    ];
    for (parent, prefix) in parents {
        let Ok(entries) = std::fs::read_dir(parent) else { continue };
        let named = entries
            .flatten()
            .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
            .map(|entry| entry.path().join("bin"));
        folders.extend(named);
    }
    folders.sort();
    folders
}

fn in_folder(folder: PathBuf) -> Option<Binaries> {
    if !folder.join("postgres").is_file() || !folder.join("initdb").is_file() {
        return None;
    }
    // A link in a folder of the search path leads to the folder with the other programs and the libraries.
    let real = folder.join("postgres").canonicalize().ok()?.parent()?.to_owned();
    let folder = if real.join("initdb").is_file() { real } else { folder };
    let output = Command::new(folder.join("postgres")).arg("--version").env_clear().output().ok()?;
    let major = major_version(&String::from_utf8_lossy(&output.stdout))?;
    Some(Binaries { folder, major })
}

/// The major version in `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
fn major_version(output: &str) -> Option<u32> {
    let version = output.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let digits = version.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

/// The command that installs PostgreSQL with the package manager at hand.
fn install_command() -> &'static str {
    let managers = [
        ("/usr/bin/apt-get", "apt-get install postgresql"),
        ("/usr/bin/dnf", "dnf install postgresql-server"),
        ("/usr/bin/pacman", "pacman -S postgresql"),
        ("/opt/homebrew/bin/brew", "brew install postgresql"),
        ("/usr/local/bin/brew", "brew install postgresql"),
    ];
    managers
        .iter()
        .find(|(program, _)| Path::new(program).exists())
        .map_or("apt-get install postgresql", |(_, command)| command)
}

/// The name of the package with one major version.
fn package(major: u32) -> String {
    match install_command() {
        "dnf install postgresql-server" => format!("postgresql{major}-server"),
        "brew install postgresql" => format!("postgresql@{major}"),
        _ => format!("postgresql-{major}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_postgres_says() {
        assert_eq!(major_version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major_version("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major_version("postgres: not found"), None);
    }

    #[test]
    fn a_data_directory_of_another_version_names_the_package_to_install() {
        let settings = PostgresSettings { path: Some("/nowhere".into()), ..PostgresSettings::default() };
        match Binaries::find(&settings, Some(9), Path::new("/data")) {
            Err(PostgresError::OtherVersion { wanted: 9, package, .. }) => {
                assert!(package.contains('9'), "{package}");
            }
            Err(PostgresError::NotInstalled { .. }) => println!("skipped: no PostgreSQL on this machine"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_named_folder_without_the_programs_is_an_error_that_names_it() {
        let settings = PostgresSettings { bin: Some("/nowhere".into()), ..PostgresSettings::default() };
        let error = Binaries::find(&settings, None, Path::new("/data")).unwrap_err();
        assert!(error.to_string().contains("/nowhere"), "{error}");
    }
}
