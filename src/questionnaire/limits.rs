//! How large a questionnaire may be. Each figure has its reason; a file beyond one of them is refused with Q117.

/// The longest surveys in the field have some 400 items; storage and pages are tested with 2000.
pub const ITEMS_MAX: usize = 2000;
/// A page each for the most items.
pub const PAGES_MAX: usize = 2000;
/// A list of the world's countries has 250 options, one of occupations some 500.
pub const OPTIONS_MAX: usize = 1000;
/// A grid of more rows than this cannot be answered by anyone, on paper or on a screen.
pub const ROWS_MAX: usize = 200;
/// Options of all items together, scales resolved: an item that names a scale costs a line and brings its whole list,
/// so that a small file could otherwise fill the memory.
pub const OPTIONS_TOTAL_MAX: usize = 100_000;
/// Variables of all items together: a column each in storage, in exports and in the SQL view.
pub const VARIABLES_MAX: usize = 10_000;
/// Bands of one number.
pub const BANDS_MAX: usize = 200;
/// Checks of one item.
pub const CHECKS_MAX: usize = 50;
/// Languages of one questionnaire: each is a file to keep in step.
pub const LANGUAGES_MAX: usize = 60;
/// The outermost points of a scale: it is shown as one button a point.
pub const SCALE_POINT_MAX: i64 = 1000;
/// How many points a scale may have.
pub const SCALE_POINTS_MAX: i64 = 101;
/// Decimals of a number: with nine and the largest value below, a double still tells neighbours apart.
pub const DECIMALS_MAX: usize = 9;
/// The largest number a limit may name: 2^53 / 10^9 keeps every decimal exact, counts go up to 10^15.
pub const NUMBER_MAX: f64 = 1e15;
/// Characters of an open text that may be asked for.
pub const TEXT_LENGTH_MAX: usize = 100_000;
/// Characters of an open text where the file gives no `max_length`.
pub const TEXT_LENGTH_DEFAULT: usize = 2000;
/// Lines of a text field: more do not fit a screen.
pub const TEXT_LINES_MAX: usize = 50;
/// How many misspelt names of a file are compared with every known name for a "did you mean": the work grows with
/// both, and nobody reads more of them at once.
pub const SUGGESTIONS_MAX: usize = 100;
/// Characters of an id: names of columns are built from them.
pub const ID_LENGTH_MAX: usize = 64;
/// Boxes of consent before the first page: more are not read.
pub const CONSENTS_MAX: usize = 20;
/// Random assignments of one questionnaire.
pub const ARMS_MAX: usize = 20;
/// Groups of one arm.
pub const ARM_GROUPS_MAX: usize = 50;
/// The largest share of a group: balance is kept over blocks as long as the sum of the shares.
pub const ARM_SHARE_MAX: usize = 100;
