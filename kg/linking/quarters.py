"""Big cities: what they are called for short, which divisions they are, and which of their quarters stand as cities."""

from collections.abc import Mapping

from .place_names import city_key, word_set

__all__ = ["ABBREVIATIONS", "CITY_DIVISIONS", "COUNTIES", "WARD", "cities_with_quarter"]

ABBREVIATIONS: Mapping[tuple[str, str], str] = {
    ("AR", "caba"): "Buenos Aires",
    ("AR", "capitalfederal"): "Buenos Aires",
    ("AR", "ciudadautonomabuenosaires"): "Buenos Aires",
    ("BR", "bh"): "Belo Horizonte",
    ("BR", "distritofederal"): "Brasília",
    ("CO", "bogotadc"): "Bogotá",
    ("ID", "dkijakarta"): "Jakarta",
    ("MX", "cdmexico"): "Mexico City",
    ("MX", "cdmx"): "Mexico City",
    ("MX", "ciudaddemexico"): "Mexico City",
    ("MX", "df"): "Mexico City",
    ("MX", "distritofederal"): "Mexico City",
    ("MX", "mexicodf"): "Mexico City",
    ("US", "la"): "Los Angeles",
    ("US", "nyc"): "New York City",
    ("US", "philly"): "Philadelphia",
    ("VN", "hcmc"): "Ho Chi Minh City",
    ("VN", "hochiminh"): "Ho Chi Minh City",
}
"""Country and key -> the name of the city that is meant beyond doubt; GeoNames lacks it, or has it for others too."""

CITY_DIVISIONS = word_set(
    "AM.11 AR.07 AT.09 AZ.09 BE.BRU BG.42 BY.04 CN.22 CN.23 CN.28 CO.34 CU.02 CZ.52 DE.04 DE.16 DZ.01 GE.51 HR.21 "
    "HU.05 ID.04 IN.07 IQ.07 KE.05 KR.10 KR.11 KR.12 KR.15 KR.18 KR.19 KR.21 KZ.02 KZ.05 LB.04 LV.25 MX.09 MY.14 "
    "NO.12 PE.LMA PR.127 RO.10 RU.48 RU.66 TH.40 TR.34 UA.12 US.DC VN.01"
)
"""Divisions of the first level that are a city: all that lies in them is a quarter of it, or a suburb."""

COUNTIES: Mapping[str, frozenset[str]] = {
    "GB": word_set(
        "avon bedfordshire beds berks berkshire bucks cheshire cleveland clwyd dyfed gwent hants herts humberside "
        "lanarkshire lancs leics merseyside middlesex northants notts oxon staffs sussex teesside tyneandwear "
        "westmidlands westyorkshire southyorkshire northyorkshire yorkshire"
    )
}
"""Keys of counties behind the names of towns that are no divisions any more, and of their short forms."""

_QUARTERS: Mapping[tuple[str, str], str] = {
    ("CA", "Gatineau"): "Aylmer, Buckingham, Hull",
    ("CA", "Halifax"): "Dartmouth",
    ("CA", "Hamilton"): "Ancaster, Dundas, Stoney Creek",
    ("CA", "Longueuil"): "Greenfield Park, Saint-Hubert",
    ("CA", "Montréal"): "Anjou, Lachine, LaSalle, Outremont, Pierrefonds, Saint-Laurent, Verdun, Ville Saint-Laurent",
    ("CA", "Ottawa"): "Gloucester, Kanata, Nepean, Orléans",
    ("CA", "Québec"): "Beauport, Charlesbourg, Sainte-Foy",
    ("CA", "Saguenay"): "Chicoutimi, Jonquière",
    ("CA", "Sherbrooke"): "Fleurimont, Lennoxville",
    ("CA", "Toronto"): "Don Mills, Downsview, East York, Etobicoke, North York, Scarborough, Weston, Willowdale",
    ("CL", "Santiago"): (
        "Cerrillos, Cerro Navia, Conchalí, Estación Central, Huechuraba, Independencia, La Cisterna, La Florida, "
        "La Reina, Las Condes, Lo Barnechea, Macul, Ñuñoa, Peñalolén, Providencia, Quilicura, Quinta Normal, Recoleta, "
        "Renca, San Joaquín, San Miguel, San Ramón, Vitacura"
    ),
    ("GB", "Birmingham"): "Edgbaston, Selly Oak, Sutton Coldfield",
    ("GB", "London"): (
        "Barnet, Bexley, Brent, Bromley, Camden, Chelsea, Croydon, Ealing, Enfield, Fulham, Greenwich, Hackney, "
        "Hammersmith, Haringey, Harrow, Havering, Hillingdon, Hounslow, Islington, Kensington, Lambeth, Lewisham, "
        "Merton, Newham, Paddington, Redbridge, Southwark, Sutton, Tooting, Tower Hamlets, Waltham Forest, Wandsworth, "
        "Westminster, Whitechapel"
    ),
    ("GB", "Manchester"): "Wythenshawe",
    ("GB", "Oxford"): "Headington",
    ("IL", "Ramat Gan"): "Tel HaShomer",
    ("IL", "Jerusalem"): "Ein Kerem",
    ("JP", "Chiba"): "Chūō, Hanamigawa, Inage, Midori, Mihama, Wakaba",
    ("JP", "Fukuoka"): "Chūō, Hakata, Higashi, Jōnan, Minami, Nishi, Sawara",
    ("JP", "Hiroshima"): "Aki, Asakita, Asaminami, Higashi, Minami, Naka, Nishi, Saeki",
    ("JP", "Kawasaki"): "Asao, Kawasaki, Miyamae, Nakahara, Saiwai, Takatsu, Tama",
    ("JP", "Kitakyushu"): "Kokurakita, Kokuraminami, Moji, Tobata, Wakamatsu, Yahatahigashi, Yahatanishi",
    ("JP", "Kobe"): "Chūō, Higashinada, Hyōgo, Kita, Nada, Nagata, Nishi, Suma, Tarumi",
    ("JP", "Kumamoto"): "Chūō, Higashi, Kita, Minami, Nishi",
    ("JP", "Kyoto"): (
        "Fushimi, Higashiyama, Kamigyō, Kita, Minami, Nakagyō, Nishikyō, Sakyō, Shimogyō, Ukyō, Yamashina"
    ),
    ("JP", "Nagoya"): (
        "Atsuta, Chikusa, Higashi, Kita, Meitō, Midori, Minami, Minato, Mizuho, Moriyama, Naka, Nakagawa, Nakamura, "
        "Nishi, Shōwa, Tenpaku"
    ),
    ("JP", "Niigata"): "Akiha, Chūō, Higashi, Kita, Kōnan, Minami, Nishi, Nishikan",
    ("JP", "Okayama"): "Higashi, Kita, Minami, Naka",
    ("JP", "Osaka"): (
        "Abeno, Asahi, Chūō, Fukushima, Higashinari, Higashisumiyoshi, Higashiyodogawa, Hirano, Ikuno, Jōtō, Kita, "
        "Konohana, Minato, Miyakojima, Naniwa, Nishi, Nishinari, Nishiyodogawa, Suminoe, Sumiyoshi, Taishō, Tennōji, "
        "Tsurumi, Yodogawa"
    ),
    ("JP", "Sagamihara"): "Chūō, Midori, Minami",
    ("JP", "Saitama"): "Chūō, Iwatsuki, Kita, Midori, Minami, Minuma, Nishi, Ōmiya, Sakura, Urawa",
    ("JP", "Sakai"): "Higashi, Kita, Mihara, Minami, Naka, Nishi, Sakai",
    ("JP", "Sapporo"): "Atsubetsu, Chūō, Higashi, Kita, Kiyota, Minami, Nishi, Shiroishi, Teine, Toyohira",
    ("JP", "Sendai"): "Aoba, Izumi, Miyagino, Taihaku, Wakabayashi",
    ("JP", "Shizuoka"): "Aoi, Shimizu, Suruga",
    ("JP", "Tokyo"): (
        "Adachi, Arakawa, Bunkyō, Chiyoda, Chūō, Edogawa, Itabashi, Katsushika, Kita, Kōtō, Meguro, Minato, Nakano, "
        "Nerima, Ōta, Setagaya, Shibuya, Shinagawa, Shinjuku, Suginami, Sumida, Taitō, Toshima"
    ),
    ("JP", "Yokohama"): (
        "Aoba, Asahi, Hodogaya, Isogo, Izumi, Kanagawa, Kanazawa, Kōhoku, Kōnan, Midori, Minami, Naka, Nishi, Sakae, "
        "Seya, Totsuka, Tsurumi, Tsuzuki"
    ),
    ("MX", "Mexico City"): (
        "Álvaro Obregón, Azcapotzalco, Benito Juárez, Coyoacán, Cuajimalpa, Cuauhtémoc, Gustavo A. Madero, Iztacalco, "
        "Iztapalapa, La Magdalena Contreras, Miguel Hidalgo, Milpa Alta, Tláhuac, Tlalpan, Venustiano Carranza, "
        "Xochimilco"
    ),
    ("PE", "Lima"): (
        "Barranco, Breña, Cercado de Lima, Chorrillos, Comas, El Agustino, Jesús María, La Molina, La Victoria, Lince, "
        "Los Olivos, Magdalena del Mar, Miraflores, Pueblo Libre, Rímac, San Borja, San Isidro, San Luis, San Miguel, "
        "San Juan de Lurigancho, San Juan de Miraflores, San Martín de Porres, Santiago de Surco, Surco, Surquillo"
    ),
    ("PR", "Ponce"): "Cotto Laurel, Coto Laurel",
    ("PR", "San Juan"): "Condado, Hato Rey, Río Piedras, Santurce",
    ("US", "Biloxi"): "Keesler AFB",
    ("US", "Boston"): (
        "Allston, Brighton, Charlestown, Dorchester, East Boston, Hyde Park, Jamaica Plain, Mattapan, Roslindale, "
        "Roxbury, South Boston, West Roxbury"
    ),
    ("US", "Fairfield"): "Travis AFB",
    ("US", "Houston"): "Clear Lake, Kingwood",
    ("US", "Larkspur"): "Greenbrae",
    ("US", "Los Angeles"): (
        "Canoga Park, Century City, Chatsworth, Encino, Granada Hills, Harbor City, Hollywood, Mission Hills, "
        "North Hollywood, Northridge, Panorama City, Reseda, San Pedro, Sherman Oaks, Studio City, Sylmar, Tarzana, "
        "Van Nuys, West Hills, Westwood, Wilmington, Woodland Hills"
    ),
    ("US", "New York City"): (
        "Astoria, Bayside, Bronx, Brooklyn, Elmhurst, Far Rockaway, Flushing, Forest Hills, Harlem, Jackson Heights, "
        "Jamaica, Manhattan, Queens, Rego Park, Richmond Hill, Staten Island, The Bronx"
    ),
    ("US", "San Antonio"): "Fort Sam Houston, Lackland AFB",
    ("US", "San Diego"): "La Jolla",
    ("ZA", "Cape Town"): "Bellville, Claremont, Goodwood, Mowbray, Observatory, Parow, Rondebosch",
    ("ZA", "Durban"): "Chatsworth, Phoenix, Umhlanga, Wentworth",
    ("ZA", "Johannesburg"): "Diepkloof, Parktown, Randburg, Rosebank, Sandton, Soweto, Westdene",
}
"""Country and city -> its quarters that sites stand in; the lists of wards are whole, so that one of many is seen."""

WARD = {"JP": "ku"}
"""What is written behind a ward: without it the name is as often that of a town."""


def _by_quarter() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for (country, city), names in _QUARTERS.items():
        for name in names.split(", "):
            found.setdefault((country, city_key(name) + WARD.get(country, "")), []).append(city_key(city))
    return found


_CITIES = _by_quarter()


def cities_with_quarter(country: str, key: str) -> list[str]:
    """The keys of the big cities that have a quarter of this key."""
    return _CITIES.get((country, key), [])
