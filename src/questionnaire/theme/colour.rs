//! Colours and whether people can see them: contrast, and what is left of a difference without one kind of cone.

use std::fmt;

use libm::{cbrt, pow, sqrt};

/// An sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl fmt::Display for Colour {
    /// As style sheets write it: `#1d4f91`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl Colour {
    pub const WHITE: Colour = Colour::new(255, 255, 255);
    pub const BLACK: Colour = Colour::new(0, 0, 0);

    pub const fn new(red: u8, green: u8, blue: u8) -> Colour {
        Colour { red, green, blue }
    }

    /// `#1d4f91` or `#14a`, in capitals or not.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits: Vec<u8> = text
            .strip_prefix('#')?
            .chars()
            .map(|letter| letter.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()?;
        match digits[..] {
            [red, green, blue] => Some(Colour::new(red * 17, green * 17, blue * 17)),
            [r1, r0, g1, g0, b1, b0] => Some(Colour::new(r1 * 16 + r0, g1 * 16 + g0, b1 * 16 + b0)),
            _ => None,
        }
    }

    /// Red, green and blue in amounts of light, 0..1.
    fn light(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { pow((value + 0.055) / 1.055, 2.4) }
        })
    }

    /// WCAG 2.2, relative luminance, 0..1.
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.light();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// WCAG 2.2, contrast ratio, 1..21.
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// What is written on it in: white where that can be read, else black or white, whichever is seen better.
    pub fn ink(self) -> Colour {
        if self.contrast(Colour::WHITE) >= super::TEXT_CONTRAST
            || self.contrast(Colour::WHITE) > self.contrast(Colour::BLACK)
        {
            Colour::WHITE
        } else {
            Colour::BLACK
        }
    }

    /// So much of `other` in it, 0..1.
    pub fn mixed(self, other: Colour, part: f64) -> Colour {
        let channel = |own: u8, other: u8| {
            // Between two bytes, so a byte.
            (f64::from(own) + (f64::from(other) - f64::from(own)) * part.clamp(0.0, 1.0)).round() as u8
        };
        Colour::new(
            channel(self.red, other.red),
            channel(self.green, other.green),
            channel(self.blue, other.blue),
        )
    }

    /// The same hue as light as asked for, mixed with white or black.
    pub fn with_luminance(self, wanted: f64) -> Colour {
        let other = if wanted > self.luminance() { Colour::WHITE } else { Colour::BLACK };
        let (mut less, mut more) = (0.0, 1.0);
        for _ in 0..20 {
            let middle = f64::midpoint(less, more);
            let is_before = (self.mixed(other, middle).luminance() < wanted) == (other == Colour::WHITE);
            if is_before { less = middle } else { more = middle }
        }
        self.mixed(other, more)
    }

    /// The same hue, made lighter or darker until it stands out from `ground` by `ratio`.
    pub fn standing_out(self, ground: Colour, ratio: f64) -> Colour {
        let other = if ground.luminance() < 0.18 { Colour::WHITE } else { Colour::BLACK };
        let steps = (0..=50).map(|step| self.mixed(other, f64::from(step) / 50.0));
        steps.into_iter().find(|colour| colour.contrast(ground) >= ratio).unwrap_or(other)
    }

    /// How different two colours look to those who see least of the difference, in hundredths of the way from black to
    /// white: Euclidean in Oklab (Ottosson 2020), for full colour vision and for each missing cone (Machado, Oliveira
    /// and Fernandes 2009, severity 1).
    pub fn difference(self, other: Colour) -> f64 {
        VISIONS
            .iter()
            .map(|vision| {
                let (a, b) = (oklab(seen(vision, self.light())), oklab(seen(vision, other.light())));
                100.0 * sqrt(a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum())
            })
            .fold(f64::INFINITY, f64::min)
    }
}

type Matrix = [[f64; 3]; 3];

/// All cones, without the long, the middle, the short ones.
const VISIONS: [Matrix; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

fn times(matrix: &Matrix, [x, y, z]: [f64; 3]) -> [f64; 3] {
    matrix.map(|[a, b, c]| a * x + b * y + c * z)
}

fn seen(vision: &Matrix, light: [f64; 3]) -> [f64; 3] {
    times(vision, light).map(|channel| channel.clamp(0.0, 1.0))
}

fn oklab(light: [f64; 3]) -> [f64; 3] {
    const CONES: Matrix = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ];
    const LAB: Matrix = [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ];
    times(&LAB, times(&CONES, light).map(cbrt))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn colours_are_read_as_style_sheets_write_them() {
        assert_eq!(colour("#1D4f91").to_string(), "#1d4f91");
        assert_eq!(colour("#1a4"), colour("#11aa44"));
        for wrong in ["1d4f91", "#1d4f9", "#1d4f9g", "red", "#", "#1d4f91ff", "#é12"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    /// The ratios that WCAG gives for black on white and for #777 on white.
    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((Colour::BLACK.contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
        assert!((colour("#777777").contrast(Colour::WHITE) - 4.48).abs() < 0.005);
    }

    #[test]
    fn red_and_green_are_further_apart_than_those_without_one_cone_see() {
        let (red, green) = (colour("#c0392b"), colour("#7a7a1e"));
        let all = 100.0
            * sqrt(oklab(red.light()).iter().zip(oklab(green.light())).map(|(a, b)| (a - b) * (a - b)).sum());
        assert!(red.difference(green) < all / 2.0, "{} {all}", red.difference(green));
        assert!(Colour::BLACK.difference(Colour::WHITE) > 99.0);
    }

    #[test]
    fn a_colour_is_moved_until_it_can_be_seen() {
        let navy = colour("#1d2f5f");
        let ground = colour("#1b2223");
        let lighter = navy.standing_out(ground, 4.5);
        assert!(lighter.contrast(ground) >= 4.5 && lighter.contrast(ground) < 5.2, "{lighter}");
        assert_eq!(navy.standing_out(Colour::WHITE, 4.5), navy);
        for wanted in [0.1, 0.4, 0.8] {
            assert!((navy.with_luminance(wanted).luminance() - wanted).abs() < 0.01);
        }
    }
}
