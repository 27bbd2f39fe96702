//! A page as if everybody came to it, for authors who want to see it.

use super::Questionnaire;

impl Questionnaire {
    /// The same questionnaire with nothing in the way of one page: it, its items, rows and options are asked of
    /// everybody, and nothing ends an interview.
    pub fn with_page_for_everybody(&self, page: usize) -> Questionnaire {
        let mut open = self.clone();
        let Some(page) = open.pages.get_mut(page) else { return open };
        page.show_if = None;
        let on_page = page.items.clone();
        for (index, item) in open.items.iter_mut().enumerate() {
            item.end_if = None;
            let is_here = on_page.contains(&index);
            if is_here {
                item.show_if = None;
                item.kind.rows_mut().iter_mut().for_each(|row| row.show_if = None);
            }
            for option in item.kind.options_mut() {
                option.end = None;
                if is_here {
                    option.show_if = None;
                }
            }
        }
        open
    }
}
