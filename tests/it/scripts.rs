//! What the set-up scripts call on a machine that lacks everything: each package manager, as root and with sudo.
//!
//! The commands are made here, in a folder that is all of PATH. Each writes down how it was called; a package manager that
//! is asked to install something makes it appear.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::TempFolder;

const MANAGER: &str = r#"
case "$*" in
  *install*|*-Sy*)
    for thing in cc chromium node npm initdb postgres; do /bin/ln -sf "$0" "${0%/*}/$thing"; done ;;
esac"#;

/// A machine with cargo, one package manager, and nothing else.
struct BareMachine(TempFolder);

impl BareMachine {
    fn new(manager: &str, user_id: &str) -> BareMachine {
        let machine = BareMachine(TempFolder::new("bare"));
        machine.add(manager, &format!("{RECORD}\n{MANAGER}"));
        machine.add("cargo", "");
        machine.add("id", &format!("echo {user_id}"));
        machine.add("env", "shift; \"$@\"");
        machine
    }

    fn add(&self, name: &str, body: &str) {
        let path = self.bin().join(name);
        fs::write(&path, format!("#!/bin/bash\n{body}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn bin(&self) -> &Path {
        &self.0.0
    }

    fn run(&self, script: &str) -> Output {
        Command::new("/bin/bash")
            .args(["-c", &format!("set -euo pipefail; . scripts/lib.sh; {script}")])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_clear()
            .env("PATH", self.bin())
            // Else the PostgreSQL of this machine would be found in its folder.
            .env("CANVASS_PG_BIN", self.bin())
            .output()
            .unwrap()
    }

    fn calls(&self) -> Vec<String> {
        let calls = fs::read_to_string(self.bin().join("calls")).unwrap_or_default();
        calls.lines().map(str::to_owned).collect()
    }
}

const RECORD: &str = r#"echo "${0##*/} $*" >>"${0%/*}/calls""#;

const ALL: &str = "need compiler postgres chromium node npm";

#[test]
fn each_package_manager_is_asked_for_its_own_packages() {
    let expected: [(&str, &[&str]); 4] = [
        (
            "apt-get",
            &[
                "apt-get update",
                "apt-get install -y --no-install-recommends build-essential postgresql chromium nodejs npm",
            ],
        ),
        ("dnf", &["dnf install -y gcc postgresql-server chromium nodejs nodejs-npm"]),
        ("pacman", &["pacman -Sy --needed --noconfirm base-devel postgresql chromium nodejs npm"]),
        ("brew", &["brew install gcc postgresql@17 google-chrome node"]),
    ];
    for (manager, calls) in expected {
        let machine = BareMachine::new(manager, "0");
        let output = machine.run(ALL);
        assert!(output.status.success(), "{manager}: {output:?}");
        assert_eq!(machine.calls(), calls);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(&format!("Installing with {manager}: ")), "{said}");
    }
}

#[test]
fn sudo_is_used_only_by_those_who_are_not_root() {
    let machine = BareMachine::new("apt-get", "1000");
    machine.add("sudo", &format!("{RECORD}\n\"$@\""));
    assert!(machine.run("need postgres").status.success());
    assert_eq!(
        machine.calls(),
        [
            "sudo apt-get update",
            "apt-get update",
            "sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql",
            "apt-get install -y --no-install-recommends postgresql",
        ]
    );

    let alone = BareMachine::new("apt-get", "1000");
    let output = alone.run("need postgres");
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("this needs root or sudo: apt-get update"), "{said}");
}

#[test]
fn homebrew_is_never_run_as_root() {
    let machine = BareMachine::new("brew", "501");
    machine.add("sudo", RECORD);
    assert!(machine.run("need node npm").status.success());
    assert_eq!(machine.calls(), ["brew install node"]);
}

#[test]
fn where_everything_is_there_no_package_manager_is_called() {
    let machine = BareMachine::new("apt-get", "0");
    assert!(machine.run(ALL).status.success());
    let before = machine.calls();
    assert!(machine.run(ALL).status.success());
    assert_eq!(machine.calls(), before);
}

#[test]
fn a_machine_without_a_known_package_manager_is_told_what_is_missing() {
    let machine = BareMachine::new("zypper", "0");
    let output = machine.run(ALL);
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("missing: compiler postgres chromium node npm"), "{said}");
    assert!(machine.calls().is_empty());
}
