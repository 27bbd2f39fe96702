//! The tables: a request becomes a plan, the plan's counts become cells, and every cell says what it stands on.

mod askers;
mod assemble;
mod association;
mod by_unit;
mod calibrated;
mod common_base;
mod comparisons;
mod counting;
mod cubes;
mod dataset;
mod derived;
mod disclosure;
mod earlier;
mod evaluate;
mod figures;
mod footer;
mod kernels;
mod line;
mod lonely;
mod method;
mod names;
mod plan;
mod precision;
pub mod pushdown;
mod quotes;
mod ranks;
mod report;
pub mod report_file;
pub mod request;
pub mod rounding;
mod rows;
mod showing;
pub mod spoken;
mod statistics;
mod subject;
mod summary;
mod table;
mod tabulate;
#[cfg(test)]
mod tests;
mod trends;
mod weighting;

pub use dataset::{
    Cell as DataCell, Dataset, DatasetBuilder, DatasetInfo, EarlierForm, FollowedWave, SampleType,
    StoredError, StoredRows, WaveForm, watermark,
};
pub use earlier::{EarlierVersion, LeftOut, without_place_words};
pub use method::{Fieldwork, FieldworkSource, method, not_stated};
pub use names::Declared;
pub use report::{Audience, figure, figures, report, report_in_steps};
pub use report_file::ReportFile;
pub use request::TableRequest;
pub use statistics::{ProportionInterval, QuantileRule};
pub use table::{
    Base, Cell, Chart, Column, ColumnGroup, Comparison, Figure, Independence, Measure, Mentions, MethodPart,
    MissingCounts, Pair, Published, QuestionWording, Reliability, Report, Row, RowKind, Section, Table,
    TestView, Trend, TrendChange, TrendPoint, TrendSeries, View,
};
pub use tabulate::{Step, tabulate, tabulate_in_steps};
pub use trends::{OWN, TrendWaves, WaveAnswers};
pub use weighting::{MarginShare, WeightBounds, WeightReport, weight_report};
