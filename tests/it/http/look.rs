//! The sender's look: what the form links to, how it is served, and that publishing again changes it.

use std::fs;

use super::{Request, Server, TempFolder, database, must_run};

const THEME: &str = "canvass: 1\nname: Example Research\nlogo: mark.svg\naccent: \"#1d4f91\"\n";
const LOGO: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"><path d=\"M0 0h4v4z\"/></svg>";

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_dressed_in_the_theme_it_was_published_with() {
    let Some(database) = database().await else { return };
    let folder = TempFolder::new("look");
    for name in ["questionnaire.yaml", "ko.yaml", "wave.yaml"] {
        fs::copy(format!("tests/surveys/every_kind/{name}"), folder.0.join(name)).unwrap();
    }
    fs::write(folder.0.join("theme.yaml"), THEME).unwrap();
    fs::write(folder.0.join("mark.svg"), LOGO).unwrap();
    let survey = folder.0.to_str().unwrap().to_owned();
    must_run(&database, &folder, &["wave", "create", "every-kind", "--questionnaire", &survey]);
    must_run(&database, &folder, &["wave", "open", "every-kind"]);
    let server = Server::start(&database);

    let page = server.send(&Request::get("/s/every-kind")).text();
    let linked = |start: &str| -> String {
        let from = page.find(start).unwrap_or_else(|| panic!("{start} is not in the page"));
        page.get(from..).unwrap().split('"').next().unwrap().to_owned()
    };
    assert!(page.contains("alt=\"Example Research\""));
    let (stylesheet, logo) = (linked("/s/every-kind/look/theme."), linked("/s/every-kind/look/logo."));
    let sheet = server.send(&Request::get(&stylesheet));
    assert!(sheet.text().contains("--accent: #1d4f91"));
    assert!(sheet.header("cache-control").unwrap().contains("immutable"));
    let picture = server.send(&Request::get(&logo));
    assert_eq!(picture.text(), LOGO);
    assert_eq!(picture.header("content-type"), Some("image/svg+xml"));
    assert!(picture.header("content-security-policy").unwrap().contains("sandbox"));
    let older = server.send(&Request::get("/s/every-kind/look/logo.000000000000.svg"));
    assert_eq!((older.status, older.header("cache-control")), (200, Some("no-cache")));
    assert_eq!(server.send(&Request::get("/s/every-kind/look/other")).status, 404);
    assert_eq!(server.send(&Request::get("/s/never/look/theme.css")).status, 404);

    fs::remove_file(folder.0.join("theme.yaml")).unwrap();
    must_run(&database, &folder, &["publish", &survey]);
    let restarted = Server::start(&database);
    assert!(!restarted.send(&Request::get("/s/every-kind")).text().contains("/look/"));
}
