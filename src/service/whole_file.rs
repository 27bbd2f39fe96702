//! Files that appear whole or not at all, whatever stops the program in between.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes the bytes beside the path, waits until they are on the disk, and puts them in its place. Where the path is a
/// link, what it leads to is replaced and the link stays.
///
/// # Errors
/// Where the folder cannot be written to or the disk is full: what stood at the path stands there still.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut partial = target.as_os_str().to_owned();
    partial.push(".partial");
    let mut file = fs::File::create(&partial)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&partial, &target)
}
