//! Waiting for the operator's wish to stop: Ctrl-C, or SIGTERM from a service manager.

use tokio::signal;

/// Returns when either arrives.
pub(super) async fn stop_wanted() {
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut stream) => {
                stream.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        result = signal::ctrl_c() => {
            if result.is_err() {
                std::future::pending::<()>().await;
            }
        }
        () = terminated => {}
    }
}
