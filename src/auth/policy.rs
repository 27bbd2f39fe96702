//! May this role do this? The one place that says so.

use super::Role;

/// What needs a key. Answering an open wave, one's own interview and the health pages need none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// States, counts and versions of waves.
    SeeFieldwork,
    SeeReport,
    Tabulate,
    ExportResponses,
    ImportResponses,
    Publish,
    /// Create, open, close and archive waves.
    RunWaves,
    ManageKeys,
}

impl Action {
    pub const ALL: [Action; 8] = [
        Action::SeeFieldwork,
        Action::SeeReport,
        Action::Tabulate,
        Action::ExportResponses,
        Action::ImportResponses,
        Action::Publish,
        Action::RunWaves,
        Action::ManageKeys,
    ];
}

/// Whether the role may do it.
pub fn may(role: Role, action: Action) -> bool {
    let allowed: &[Action] = match role {
        Role::Viewer => &[Action::SeeFieldwork, Action::SeeReport],
        Role::Analyst => {
            &[Action::SeeFieldwork, Action::SeeReport, Action::Tabulate, Action::ExportResponses]
        }
        // Coding and translating have no action here; these roles see nothing else.
        Role::Coder | Role::Translator => &[],
        Role::Fieldwork => &[Action::SeeFieldwork, Action::RunWaves],
        Role::Admin => &[
            Action::SeeFieldwork,
            Action::SeeReport,
            Action::Tabulate,
            Action::ExportResponses,
            Action::ImportResponses,
            Action::Publish,
            Action::RunWaves,
        ],
        Role::Owner => &Action::ALL,
    };
    allowed.contains(&action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_seen_only_by_those_who_analyse_them() {
        let who = |action| -> Vec<_> {
            Role::ALL.into_iter().filter(|role| may(*role, action)).map(Role::as_str).collect()
        };
        assert_eq!(who(Action::ExportResponses), ["analyst", "admin", "owner"]);
        assert_eq!(who(Action::SeeReport), ["viewer", "analyst", "admin", "owner"]);
        assert_eq!(who(Action::ManageKeys), ["owner"]);
        assert_eq!(who(Action::RunWaves), ["fieldwork", "admin", "owner"]);
    }
}
