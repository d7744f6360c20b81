package com.example.shop;

/** What things cost, in cents. */
public class Prices {
    /** The price of several things of one kind; never less than nothing. */
    public int total(int cents, int count) {
        return Math.max(0, cents * count);
    }

    /** The price with a discount in per cent. */
    public int reduced(int cents, int percent) {
        return cents - Math.max(0, cents * percent / 100);
    }
}
