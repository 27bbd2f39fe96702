//! The roles of those who run a survey.

/// What an API key or a session may stand for; each action a role has is in the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The fieldwork page and finished reports.
    Viewer,
    /// Tables and exports.
    Analyst,
    Coder,
    /// Texts of one language, no data.
    Translator,
    /// Waves and invitations, no answers.
    Fieldwork,
    /// All of a survey.
    Admin,
    /// Keys and people too.
    Owner,
}

impl Role {
    pub const ALL: [Role; 7] = [
        Role::Viewer,
        Role::Analyst,
        Role::Coder,
        Role::Translator,
        Role::Fieldwork,
        Role::Admin,
        Role::Owner,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Analyst => "analyst",
            Role::Coder => "coder",
            Role::Translator => "translator",
            Role::Fieldwork => "fieldwork",
            Role::Admin => "admin",
            Role::Owner => "owner",
        }
    }

    pub fn parse(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == text)
    }
}
