//! `canvass preview`: the form without a wave, and the route beside it.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Stdio};

use super::canvass;
use crate::support::client::{Reply, Request};

struct Preview {
    program: Child,
    address: SocketAddr,
    cookie: String,
}

impl Preview {
    fn of(survey: &str) -> Preview {
        let mut program =
            canvass(&["preview", survey, "--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
        let mut preview = Preview { program, address, cookie: String::new() };
        let started = preview.send(Request::form("/", &[("_go", "start")]));
        let cookie = started.headers.iter().find(|(name, _)| name == "set-cookie").unwrap().1.clone();
        preview.cookie = cookie.split(';').next().unwrap().to_owned();
        preview
    }

    fn send(&self, request: Request) -> Reply {
        let origin = format!("http://{}", self.address);
        request.header("cookie", &self.cookie).header("origin", &origin).send(self.address)
    }

    fn page(&self, path: &str) -> String {
        let reply = self.send(Request::get(path));
        assert_eq!(reply.status, 200);
        String::from_utf8(reply.body).unwrap()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

#[test]
fn the_preview_shows_the_route_with_its_reasons_and_goes_to_any_page() {
    let preview = Preview::of("questionnaire/genai-2023");
    let first = preview.page("/");
    assert!(first.contains("<aside class=\"beside\""), "{first}");
    assert!(first.contains("<code>stage != 'none'</code> is <strong>unknown</strong>"), "{first}");

    // A page off the route is shown as if everybody came to it; what was typed on the way is kept.
    let sent = preview.send(Request::form(
        "/?page=no_project",
        &[("_go", "stay"), ("_page", "screening"), ("human", "person")],
    ));
    assert_eq!(sent.status, 303);
    let off_route = preview.page("/");
    assert!(off_route.contains("<strong>Why not</strong>"), "{off_route}");

    let sent = preview
        .send(Request::form("/?page=no_project", &[("_go", "stay"), ("_page", "today"), ("stage", "none")]));
    assert_eq!(sent.status, 303);
    let on_route = preview.page("/");
    assert!(on_route.contains("<code>stage == 'none'</code> is <strong>true</strong>"), "{on_route}");
    assert!(on_route.contains("<code>stage != 'none'</code> is <strong>false</strong>"), "{on_route}");
    // Respondents never see it.
    assert!(!preview.page("/?restart").contains("<aside"));
}
