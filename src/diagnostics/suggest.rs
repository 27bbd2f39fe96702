//! "Did you mean …": the nearest known name to a misspelt one.

/// The known name nearest to `wrong`, where one is near enough to be meant.
pub fn did_you_mean<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (wrong.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(wrong, name), name))
        // A name that shares nothing with the misspelt one is not meant.
        .filter(|(distance, name)| {
            *distance <= allowed && *distance < wrong.chars().count() && *name != wrong
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
