//! The server's life: listen, answer, and on a stop finish what was begun.

use std::future::Future;
use std::io;
use std::net::TcpListener;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::{App, Error, HttpServer};

/// How long requests that are being answered may take after a stop is wanted.
const SHUTDOWN_SECONDS: u64 = 10;
/// A client that has not sent its head by then is gone, or means harm.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
const KEEP_ALIVE: Duration = Duration::from_secs(60);

/// Answers on `listener` with `app` until `stop` comes true, then finishes the requests in progress.
///
/// # Errors
///
/// Where the listener cannot be used.
pub(super) async fn run<Make, Factory, Body>(
    listener: TcpListener,
    app: Make,
    stop: impl Future<Output = ()>,
) -> io::Result<()>
where
    Make: Fn() -> App<Factory> + Send + Clone + 'static,
    Factory: ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse<Body>,
            Error = Error,
            InitError = (),
        > + 'static,
    Body: MessageBody + 'static,
{
    let server = HttpServer::new(app)
        .keep_alive(KEEP_ALIVE)
        .client_request_timeout(HEAD_TIMEOUT)
        .shutdown_timeout(SHUTDOWN_SECONDS)
        // A client that closes its side does not wait for an answer: what is made for it alone is given up.
        .h1_allow_half_closed(false)
        .disable_signals()
        .listen(listener)?
        .run();
    let handle = server.handle();
    tokio::pin!(server);
    tokio::select! {
        ended = &mut server => ended,
        () = stop => {
            let stopping = handle.stop(true);
            let (ended, ()) = tokio::join!(server, stopping);
            ended
        }
    }
}
