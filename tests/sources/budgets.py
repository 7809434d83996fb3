"""Budget tables as councils lay them out: the rows of a sheet, and what is to be read of each line, in pounds.

Of a line: its service, then budget, actual, forecast and variance; None for what is not given. A variance is what is
spent over the budget, so that an underspend is below zero.
"""

M, K = 1_000_000, 1000
POUNDS = "£#,##0"
LAYOUTS = {
    "pounds": (
        [
            ["Service", "Budget", "Actual", "Forecast", "Variance"],
            ["Placements", (12_000_000, POUNDS), (6_500_000, POUNDS), (13_200_000, POUNDS), (1_200_000, POUNDS)],
            ["Early help", (3_000_000, POUNDS), (1_400_000, POUNDS), (2_650_000, POUNDS), (-350_000, POUNDS)],
            ["Total", (15_000_000, POUNDS), (7_900_000, POUNDS), (15_850_000, POUNDS), (850_000, POUNDS)],
        ],
        [("Placements", 12 * M, 6500000, 13200000, 1200000), ("Early help", 3 * M, 1400000, 2650000, -350 * K)],
        (15 * M, 7900000, 15850000, 850 * K),
    ),
    "thousands in headings": (
        [
            ["Revenue budget 2014/15"],
            [],
            [
                "Service area",
                "Revised budget (£000)",
                "Spend to date (£000)",
                "Forecast outturn (£000)",
                "Forecast variance (£000)",
            ],
            ["Fostering", 4100, 2000, 4350, 250],
            ["Adoption", 900, 410, 850, -50],
            ["Total", 5000, 2410, 5200, 200],
        ],
        [("Fostering", 4100 * K, 2000 * K, 4350 * K, 250 * K), ("Adoption", 900 * K, 410 * K, 850 * K, -50 * K)],
        (5000 * K, 2410 * K, 5200 * K, 200 * K),
    ),
    "note and brackets": (
        [
            ["Budget monitoring, month 7"],
            ["All figures in £000s"],
            ["Division", "Net budget", "Projected outturn", "(Under)/overspend"],
            ["Children in need", "2,500", "2,650", "150"],
            ["Youth services", "1,200", "850", "(350)"],
            ["Total", "3,700", "3,500", "(200)"],
        ],
        [
            ("Children in need", 2500 * K, None, 2650 * K, 150 * K),
            ("Youth services", 1200 * K, None, 850 * K, -350 * K),
        ],
        (3700 * K, None, 3500 * K, -200 * K),
    ),
    "millions over two rows": (
        [
            ["Budget heading", "Full year budget", "Actual to date", "Full year forecast", "Variance"],
            [None, "£m", "£m", "£m", "£m"],
            ["Placements", 12.4, 6.1, 13.6, 1.2],
            ["Social work", 8.2, 4.0, 8.2, 0],
            ["Net total", 20.6, 10.1, 21.8, 1.2],
        ],
        [("Placements", 12400000, 6100000, 13600000, 1200000), ("Social work", 8200000, 4 * M, 8200000, 0)],
        (20600000, 10100000, 21800000, 1200000),
    ),
    "typed with their unit": (
        [
            ["Service", "Annual budget", "Forecast", "Over/(under) spend"],
            ["Residential care", "£6.2m", "£7.4m", "£1.2m"],
            ["Short breaks", "£800k", "£450k", "-£350k"],
        ],
        [("Residential care", 6200000, None, 7400000, 1200000), ("Short breaks", 800 * K, None, 450 * K, -350 * K)],
        None,
    ),
    "over and under in words": (
        [
            ["Cost centre", "Current budget £", "Actual spend £", "Variance £", "Comments"],
            ["Legal costs", 500_000, 620_000, "120,000 over", "More proceedings"],
            ["Transport", 400_000, 380_000, "20,000 under", None],
            ["Total", 900_000, 1_000_000, "100,000 over", None],
        ],
        [("Legal costs", 500 * K, 620 * K, None, 120 * K), ("Transport", 400 * K, 380 * K, None, -20 * K)],
        (900 * K, 1000 * K, None, 100 * K),
    ),
    # The next three were laid aside while the reader was written.
    "a year over its columns": (
        [
            ["Table 2: Children's Services revenue outturn"],
            [None, ("2014/15", 3), None, None, None],
            ["Service", "Budget £'000", "Forecast £'000", "Variance £'000", "Explanation"],
            ["Looked after children"],
            ["Residential", 5200, 5900, 700, "Two more placements"],
            ["In-house fostering", 3100, 3000, -100, None],
            ["Sub-total", 8300, 8900, 600, None],
            ["Safeguarding"],
            ["Assessment", 2200, 2400, 200, "Agency cover"],
            ["Sub-total", 2200, 2400, 200, None],
            ["Grand total", 10500, 11300, 800, None],
        ],
        [
            ("Residential", 5200 * K, None, 5900 * K, 700 * K),
            ("In-house fostering", 3100 * K, None, 3000 * K, -100 * K),
            ("Assessment", 2200 * K, None, 2400 * K, 200 * K),
        ],
        (10500 * K, None, 11300 * K, 800 * K),
    ),
    "to date and full year": (
        [
            [
                "Directorate",
                "Full year budget £k",
                "Budget to date £k",
                "Actual to date £k",
                "Projected outturn £k",
                "Projected variance £k",
                "Variance %",
            ],
            ["Early years", 1500, 750, 700, 1450, 50, 0.033],
            ["Inclusion", 2500, 1250, 1400, 2800, -300, -0.12],
            ["TOTAL", 4000, 2000, 2100, 4250, -250, -0.0625],
        ],
        [("Early years", 1500 * K, 700 * K, 1450 * K, -50 * K), ("Inclusion", 2500 * K, 1400 * K, 2800 * K, 300 * K)],
        (4000 * K, 2100 * K, 4250 * K, 250 * K),
    ),
    "thousands by format": (
        [
            ["Budget area", "Approved budget", "Outturn", "Over / (Under)"],
            ["Staffing", (4_250_000, '£#,##0,"k"'), (4_400_000, '£#,##0,"k"'), (150_000, '£#,##0,"k";(£#,##0,"k")')],
            ["Premises", (310_000, '£#,##0,"k"'), (290_000, '£#,##0,"k"'), (-20_000, '£#,##0,"k";(£#,##0,"k")')],
            ["Income", (-500_000, '£#,##0,"k";(£#,##0,"k")'), (-450_000, '£#,##0,"k"'), (50_000, '£#,##0,"k"')],
            ["Net budget", (4_060_000, '£#,##0,"k"'), (4_240_000, '£#,##0,"k"'), (180_000, '£#,##0,"k"')],
        ],
        [
            ("Staffing", 4250000, 4400000, None, 150 * K),
            ("Premises", 310 * K, 290 * K, None, -20 * K),
            ("Income", -500 * K, -450 * K, None, 50 * K),
        ],
        (4060000, 4240000, None, 180 * K),
    ),
}
