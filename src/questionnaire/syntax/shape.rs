//! Which keys a mapping may have. One table serves the reader (unknown and unsupported keys) and `canvass schema`.

/// The keys of one kind of mapping, such as an item or an option.
#[derive(Debug)]
pub struct Shape {
    /// What the mapping is, for messages: "an item".
    pub name: &'static str,
    pub keys: &'static [Key],
}

#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub kind: KeyKind,
    pub need: Need,
    /// What the key means, in a sentence: hover text in an editor.
    pub about: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
    /// Part of the language, not carried out by this version: an error that says so.
    Unsupported,
}

/// What may stand behind a key.
#[derive(Debug, Clone, Copy)]
pub enum KeyKind {
    Text,
    Number,
    Integer,
    Boolean,
    /// A text or a number: codes, editions, dates.
    Scalar,
    Expression,
    OneOf(&'static [&'static str]),
    Mapping(&'static Shape),
    /// A mapping with names of the author's own, each holding the given kind.
    Named(&'static KeyKind),
    List(&'static KeyKind),
    /// Either of them.
    Either(&'static KeyKind, &'static KeyKind),
    Any,
}

impl Key {
    pub const fn required(name: &'static str, kind: KeyKind, about: &'static str) -> Key {
        Key { name, kind, need: Need::Required, about }
    }

    pub const fn optional(name: &'static str, kind: KeyKind, about: &'static str) -> Key {
        Key { name, kind, need: Need::Optional, about }
    }

    pub const fn unsupported(name: &'static str, about: &'static str) -> Key {
        Key { name, kind: KeyKind::Any, need: Need::Unsupported, about }
    }
}
