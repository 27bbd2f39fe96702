//! What respondents meet: pages, their sessions, receipts, and the intake of whole responses.

pub(crate) mod form_body;
pub(crate) mod landing;
pub(crate) mod looks;
mod page_error;
pub(crate) mod pages;
pub(crate) mod receipts;
pub(crate) mod responses;
pub(crate) mod sessions;
pub(crate) mod show;
mod when;

pub(crate) use page_error::nothing_here;
