//! Taking a port before anything slow happens, so that a taken one is said at once and with the way out.

use std::io;
use std::net::TcpListener;

use super::failure::Failure;

/// Listens on `address` (`127.0.0.1:8080`); `flag` is what the user would change.
pub(super) fn listen(address: &str, flag: &str) -> Result<TcpListener, Failure> {
    let listener = TcpListener::bind(address).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            Failure::System(format!("{address} is taken by another program: {}", another(address, flag)))
        }
        io::ErrorKind::PermissionDenied => Failure::System(format!(
            "{address} may not be used without special rights: {}",
            another(address, flag)
        )),
        io::ErrorKind::InvalidInput => {
            Failure::Usage(format!("`{address}` is no address and port: write it like 127.0.0.1:8080"))
        }
        _ => Failure::System(format!("{address} cannot be listened on: {error}; {}", another(address, flag))),
    })?;
    listener
        .set_nonblocking(true)
        .map_err(|error| Failure::System(format!("{address} cannot be listened on: {error}")))?;
    Ok(listener)
}

/// "choose another with --port 8081"
fn another(address: &str, flag: &str) -> String {
    let (host, port) = address.rsplit_once(':').unwrap_or(("127.0.0.1", address));
    let next = match port.parse::<u16>() {
        Ok(port) if (1024..u16::MAX).contains(&port) => port + 1,
        _ => 8081,
    };
    if flag == "--port" {
        format!("choose another, as in {flag} {next}")
    } else {
        format!("choose another, as in {flag} {host}:{next}")
    }
}
