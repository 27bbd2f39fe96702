//! What a browser writes differently each time it prints the same page: the time, and how it numbers the tags.

use std::collections::BTreeSet;

/// Where a tag of the document has its name: `(node00000252)`.
const TAG: &[u8] = b"(node";
const TAG_DIGITS: usize = 8;

/// Makes dates and names of tags in a PDF depend on its content alone; lengths, and with them the file's table of places,
/// stay as they are.
pub(super) fn make_constant(pdf: &mut [u8]) {
    make_dates_constant(pdf);
    number_tags_from_one(pdf);
}

/// Puts one date where the browser wrote the time of printing.
fn make_dates_constant(pdf: &mut [u8]) {
    const CONSTANT: &[u8] = b"20000101000000";
    for key in [b"/CreationDate (D:".as_slice(), b"/ModDate (D:"] {
        for start in ends_of(pdf, key) {
            if let Some(date) = pdf.get_mut(start..start + CONSTANT.len())
                && date.iter().all(u8::is_ascii_digit)
            {
                date.copy_from_slice(CONSTANT);
            }
        }
    }
}

/// The browser numbers every node that it ever made, and it makes some of its own while a page loads, more or fewer by
/// chance. The order is kept, because the file's index of tags is sorted by name.
fn number_tags_from_one(pdf: &mut [u8]) {
    let places: Vec<usize> = ends_of(pdf, TAG)
        .into_iter()
        .filter(|start| {
            let name = pdf.get(*start..start + TAG_DIGITS + 1);
            name.is_some_and(|name| {
                name[..TAG_DIGITS].iter().all(u8::is_ascii_digit) && name[TAG_DIGITS] == b')'
            })
        })
        .collect();
    let numbers: BTreeSet<Vec<u8>> =
        places.iter().map(|start| pdf[*start..start + TAG_DIGITS].to_vec()).collect();
    let numbers: Vec<Vec<u8>> = numbers.into_iter().collect();
    for start in places {
        let number = &mut pdf[start..start + TAG_DIGITS];
        if let Ok(place) = numbers.binary_search_by(|known| known.as_slice().cmp(number)) {
            number.copy_from_slice(format!("{:08}", place + 1).as_bytes());
        }
    }
}

/// Where each occurrence of `key` ends.
fn ends_of(pdf: &[u8], key: &[u8]) -> Vec<usize> {
    let found = pdf.windows(key.len()).enumerate().filter(|(_, bytes)| *bytes == key);
    found.map(|(start, _)| start + key.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_printing_leaves_no_trace() {
        let mut pdf = b"%PDF /CreationDate (D:20261125092607+00'00')\n/ModDate (D:20261125092607+00'00') rest /ModDate (D:x)".to_vec();
        let length = pdf.len();
        make_constant(&mut pdf);
        assert_eq!(
            pdf,
            b"%PDF /CreationDate (D:20000101000000+00'00')\n/ModDate (D:20000101000000+00'00') rest /ModDate (D:x)"
        );
        assert_eq!(pdf.len(), length);
    }

    #[test]
    fn tags_are_numbered_from_one_in_their_order_wherever_they_are_named() {
        let mut pdf =
            b"/ID (node00000254) /ID (node00000252) [(node00000254) 7 0 R] (node12) (node000000009)".to_vec();
        make_constant(&mut pdf);
        assert_eq!(
            String::from_utf8_lossy(&pdf),
            "/ID (node00000002) /ID (node00000001) [(node00000002) 7 0 R] (node12) (node000000009)"
        );
    }
}
