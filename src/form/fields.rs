//! The names of the form's own fields. They start with `_`, which no item id does, so that they never meet an answer.

/// The page that was sent, by its id.
pub const PAGE: &str = "_page";
/// What the button pressed asks for: [`GO_NEXT`], [`GO_BACK`], [`GO_START`], [`GO_STAY`].
pub const GO: &str = "_go";
pub const GO_NEXT: &str = "next";
pub const GO_BACK: &str = "back";
pub const GO_START: &str = "start";
pub const GO_STAY: &str = "stay";
/// The respondent does not want to take part.
pub const GO_DECLINE: &str = "decline";
/// One for each box of consent that is ticked, by its id.
pub const CONSENT: &str = "_consent";
/// The language to go on in: the switch's buttons. The page's fields come with it, so that no answer is lost.
pub const LANGUAGE: &str = "_language";
/// One for each item that was on the page, by its id.
pub const SHOWN: &str = "_shown";

/// Whether a field is one of the form's own and no answer.
pub fn is_own(name: &str) -> bool {
    name.starts_with('_')
}
